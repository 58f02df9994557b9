import { readFigure, roundHalfUp } from "../../rational.ts";
import { type Result, err, ok } from "../../result.ts";
import type { Leaf, Scheme } from "../../scheme/scheme.ts";
import type { Answer } from "../../scoring/answer.ts";
import type { AnswerProblem } from "../../scoring/answer-problem.ts";
import { type CompiledScheme, compileScheme, unitsPerPoint } from "../../scoring/compile-scheme.ts";
import { prepareAnswer } from "../../scoring/score-leaf.ts";
import { traceFacts } from "../../scoring/trace-leaf.ts";
import type { LeafTrace } from "../../scoring/trace.ts";
import type { Work } from "../talk.ts";

/** An agency's own answer in canonical form with what it is worth. */
export interface OwnScore {
  readonly answer: Answer;
  /** Ten-thousandths of a point; null when the group decides later or the leaf is out. */
  readonly points: number | null;
  readonly trace: LeafTrace;
}

const compiled = new WeakMap<Scheme, CompiledScheme>();

/** The scheme with every parameter parsed; made once for each scheme object, which never changes. */
function compiledOf(scheme: Scheme): CompiledScheme {
  const known = compiled.get(scheme);
  if (known) return known;
  const made = compileScheme(scheme);
  compiled.set(scheme, made);
  return made;
}

/** Checks and scores the facts given for a leaf, or tells the first thing wrong with them. */
export function scoreOwn(
  { scheme, world }: Pick<Work, "scheme" | "world">,
  { code }: Leaf,
  given: Answer,
): Result<OwnScore, AnswerProblem> {
  const leaf = compiledOf(scheme).leafByCode.get(code);
  if (!leaf) throw new RangeError(`No leaf ${code} in this scheme.`);
  const prepared = prepareAnswer(leaf, given);
  if (!prepared.ok) return err(prepared.error[0] ?? { kind: "missing", at: "" });
  const { answer, facts } = prepared.value;
  const trace = traceFacts(leaf, facts, world.calendar);
  const points =
    trace.points === null ? null : roundHalfUp(readFigure(trace.points), unitsPerPoint);
  return ok({ answer, points, trace });
}
