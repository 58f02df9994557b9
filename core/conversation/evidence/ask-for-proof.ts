import type { EvidenceWanted, Leaf } from "../../scheme/scheme.ts";
import { keyOf } from "../choice-keys.ts";
import type { Memory, Position } from "../conversation-state.ts";
import type { Choice, Reply } from "../turn.ts";
import { type ChatTurn, type Work, before, moveTo, turn } from "../talk.ts";
import { goOn } from "../self-score/go-on.ts";
import { isLive, missingWanted } from "../self-score/leaf-status.ts";
import type { EvidenceFacts } from "../facts.ts";

/** A leaf as it stands after this turn, as far as asking for its proof needs it. */
export interface ProofFacts {
  readonly points: number | null;
  readonly explanation: string | null;
  readonly receipt: string;
}

/** What this turn gives or puts off beyond the evidence that was loaded. */
export interface ProofNews {
  /** Wanted documents given in this turn; null for an additional one. */
  readonly given: readonly (string | null)[];
  readonly later: readonly string[];
}

/**
 * Asks for the next piece of proof that a scored leaf lacks, or goes on to the next leaf when it
 * lacks none: required documents by name, then anything at all, or an explanation instead.
 */
export function askForProof(
  work: Work,
  leaf: Leaf,
  now: ProofFacts,
  news: ProofNews = { given: [], later: [] },
): ChatTurn {
  if (now.explanation !== null) return goOn(work, leaf.code);
  const evidence = evidenceOf(work, leaf);
  const hasAny = news.given.length > 0 || evidence.some(isLive);
  if (now.points === 0) return hasAny ? goOn(work, leaf.code) : askWhyZero(work, leaf, now);
  const required = leaf.evidence.filter((wanted) => wanted.required);
  const missing = missingWanted(leaf, evidence).filter(({ key }) => !news.given.includes(key));
  const wanted = missing.find(({ key }) => !news.later.includes(key));
  if (wanted) {
    const place = { n: required.indexOf(wanted) + 1, of: required.length };
    return askForFile(work, leaf, { wanted, place, later: news.later });
  }
  if (missing.length > 0) return leaveOpen(work, leaf, missing);
  return hasAny
    ? goOn(work, leaf.code)
    : askForFile(work, leaf, { wanted: null, place: null, later: [] });
}

/** The loaded evidence of one leaf. */
export function evidenceOf(work: Work, leaf: Leaf): readonly EvidenceFacts[] {
  return work.world.evidence.filter(({ code }) => code === leaf.code);
}

/** Who gives proof without being asked means what would be asked for first. */
export function firstMissing(work: Work, leaf: Leaf): string | null {
  return missingWanted(leaf, evidenceOf(work, leaf))[0]?.key ?? null;
}

interface Wish {
  readonly wanted: EvidenceWanted | null;
  readonly place: { readonly n: number; readonly of: number } | null;
  readonly later: readonly string[];
}

/** Asks for a file, a document's number, or an explanation in their place. */
export function askForFile(work: Work, leaf: Leaf, { wanted, place, later }: Wish): ChatTurn {
  const { say } = work.world;
  const position: Position = {
    ...{ flow: "evidence", step: "file", code: leaf.code },
    ...{ wanted: wanted?.key ?? null, later },
  };
  const { warning, memory } = warnOnce(work);
  const text = say.evidence.ask({
    leaf,
    wanted,
    place,
    optional: wanted ? [] : leaf.evidence.map(({ name }) => name),
    maxBytes: work.world.channel.maxFileBytes,
    isFirst: warning !== null,
  });
  const reply: Reply = { text, choices: fileChoices(work, leaf) };
  const state = moveTo(work.state, position, memory);
  return turn(state, [warning === null ? reply : { ...reply, text: `${warning}\n\n${text}` }]);
}

/** The warning about secret documents, when this talk has not given it in this round yet. */
export function warnOnce({ state, round, world }: Work): {
  readonly warning: string | null;
  readonly memory: Memory;
} {
  if (state.warned === round.id) return { warning: null, memory: {} };
  return { warning: world.say.evidence.secretWarning(), memory: { warned: round.id } };
}

/** The buttons under a question for a file. */
export function fileChoices(
  { world: { say } }: Work,
  { code }: Leaf,
): readonly (readonly Choice[])[] {
  return [
    [
      { key: keyOf("cite", code), label: say.buttons.cite() },
      { key: keyOf("explain", code), label: say.buttons.explain() },
    ],
    [
      { key: keyOf("upload", code), label: say.buttons.upload() },
      { key: keyOf("later", code), label: say.buttons.later() },
    ],
    [
      { key: keyOf("back"), label: say.buttons.back() },
      { key: keyOf("cancel"), label: say.buttons.stop() },
    ],
  ];
}

/** A leaf that claims nothing needs no document by name, but a word why. */
function askWhyZero(work: Work, leaf: Leaf, now: ProofFacts): ChatTurn {
  const { say } = work.world;
  const state = moveTo(work.state, {
    ...{ flow: "evidence", step: "explain" },
    ...{ code: leaf.code, seen: now.receipt },
  });
  const choices = [
    [
      { key: keyOf("add", leaf.code), label: say.buttons.sendDocument() },
      { key: keyOf("change", leaf.code), label: say.buttons.changeFigures() },
    ],
    [
      { key: keyOf("later", leaf.code), label: say.buttons.later() },
      { key: keyOf("cancel"), label: say.buttons.stop() },
    ],
  ];
  return turn(state, [{ text: say.evidence.askWhyZero(), choices }]);
}

function leaveOpen(work: Work, leaf: Leaf, missing: readonly EvidenceWanted[]): ChatTurn {
  const names = missing.map(({ name }) => name);
  const text = work.world.say.evidence.leftForLater({ code: leaf.code, names });
  return before(goOn(work, leaf.code), [{ text }]);
}
