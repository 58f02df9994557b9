import { decimal, roundHalfUp } from "../rational.ts";
import { type Result, err, ok } from "../result.ts";
import { type Calendar, openCalendar } from "../round/calendar.ts";
import { type RawValue, isRawObject, keyOf } from "../scheme/raw-value.ts";
import {
  type OpenNode,
  type Place,
  at,
  figure,
  has,
  list,
  listOr,
  openNode,
  readDateText,
  readNumber,
  refuse,
  shown,
  silentText,
  text,
} from "../scheme/read-raw.ts";
import type { Rule } from "../scheme/scheme.ts";
import type { SchemeProblem } from "../scheme/scheme-problem.ts";
import {
  type CompiledLeaf,
  type CompiledScheme,
  type TenThousandths,
  unitsPerPoint,
} from "./compile-scheme.ts";
import { describeProblem } from "./describe-problem.ts";
import type { PreparedAgency } from "./prepared-agency.ts";
import {
  readAdjustmentEntries,
  readKnockoutKeys,
  readNotApplicable,
  refuseCode,
} from "./read-declarations.ts";
import { readTallies } from "./read-tallies.ts";
import type { Facts } from "./rules/rule-scorer.ts";
import { prepareAnswer } from "./score-leaf.ts";

/** An agency of an answers file. */
export interface AnsweringAgency {
  readonly group: string;
  /** Its code when the file gives no name. */
  readonly name: string;
  readonly prepared: PreparedAgency;
}

/** An answers file that fits its schemes. */
export interface AnswersFile {
  readonly calendar: Calendar;
  /** In the file's order. */
  readonly agencies: readonly AnsweringAgency[];
}

/**
 * Reads an answers file by the contract of scheme-format.md section 6.
 *
 * @param schemes - One for each agency group; two for one group are the caller's to refuse.
 * @param isComplete - False when a scheme was refused: agencies of unknown groups are passed over.
 * @returns The answers, or every problem of the file at once (at least one).
 */
export function readAnswers(
  raw: RawValue,
  schemes: readonly CompiledScheme[],
  isComplete = true,
): Result<AnswersFile, readonly SchemeProblem[]> {
  const problems: SchemeProblem[] = [];
  const node = openNode(raw, { path: "", problems }, ["format", "calendar", "agencies"]);
  if (!node) return err(problems);
  const format = figure(node, "format");
  if (format !== undefined && format !== "1") refuse(at(node, "format"), format, "1");
  const calendar = readCalendar(node, schemes);
  const byGroup = new Map(schemes.map((compiled) => [compiled.scheme.group, compiled]));
  const seen = new Map<string, string>();
  const agencies = list(
    node,
    "agencies",
    (item, place) => readAgency(item, place, { byGroup, seen, isComplete }),
    0,
  );
  return agencies && problems.length === 0 ? ok({ calendar, agencies }) : err(problems);
}

interface AgencyContext {
  readonly byGroup: ReadonlyMap<string, CompiledScheme>;
  /** Codes that were read, with the place that has each. */
  readonly seen: Map<string, string>;
  readonly isComplete: boolean;
}

const agencyKeys = [
  ...["code", "name", "group", "notApplicable", "answers", "setPoints", "adjustments"],
  ...["knockouts", "survey"],
];

function readAgency(
  raw: RawValue,
  { path, problems }: Place,
  context: AgencyContext,
): AnsweringAgency | undefined {
  const shownCode = silentText(raw, "code");
  const suffix = shownCode === undefined ? "" : ` (${shownCode})`;
  const node = openNode(raw, { path: path + suffix, problems }, agencyKeys);
  if (!node) return undefined;
  const code = text(node, "code");
  if (code !== undefined) refuseDouble(node, code, context.seen);
  const name = has(node, "name") ? text(node, "name") : code;
  const compiled = schemeOf(node, context);
  if (!compiled) return undefined;
  const prepared = prepareAgency(node, code ?? "", compiled);
  return name === undefined ? undefined : { group: compiled.scheme.group, name, prepared };
}

function schemeOf(
  node: OpenNode,
  { byGroup, isComplete }: AgencyContext,
): CompiledScheme | undefined {
  const group = text(node, "group");
  if (group === undefined) return undefined;
  const compiled = byGroup.get(group);
  if (compiled || !isComplete) return compiled;
  const known = [...byGroup.keys()].join(", ");
  refuse(at(node, "group"), `"${group}"`, `nhóm đơn vị có bộ tiêu chí: ${known}`);
  return undefined;
}

function refuseDouble(node: OpenNode, code: string, seen: Map<string, string>): void {
  const first = seen.get(code);
  if (first === undefined) seen.set(code, node.path);
  else refuse(at(node, "code"), `"${code}"`, `mỗi đơn vị một lần (đã có ở ${first})`);
}

function prepareAgency(node: OpenNode, code: string, compiled: CompiledScheme): PreparedAgency {
  const facts: (Facts | null)[] = compiled.leaves.map(() => null);
  readEach(node, "answers", compiled, (raw, place, leaf) => {
    facts[leaf.place] = readAnswer(raw, place, leaf);
  });
  readEach(node, "survey", compiled, (raw, place, leaf) => {
    facts[leaf.place] = readTallies(raw, place, leaf, compiled.scheme.survey) ?? null;
  });
  return {
    code,
    facts,
    notApplicable: readNotApplicable(node, compiled),
    setPoints: readSetPoints(node, compiled),
    adjustments: readAdjustmentEntries(node, compiled),
    knockouts: readKnockoutKeys(node, compiled),
  };
}

/** Points set by hand: of a leaf, from 0 to its maximum, no finer than the scheme rounds. */
function readSetPoints(
  node: OpenNode,
  compiled: CompiledScheme,
): ReadonlyMap<number, TenThousandths> {
  const set = new Map<number, TenThousandths>();
  readEach(node, "setPoints", compiled, (raw, place, { place: leaf, decimals, leaf: { max } }) => {
    const points = readNumber(raw, place, { min: "0", max });
    if (points === undefined) return;
    if ((points.split(".")[1] ?? "").length <= decimals) {
      set.set(leaf, roundHalfUp(decimal(points), unitsPerPoint));
    } else refuse(place, shown(raw), `nhiều nhất ${decimals} chữ số thập phân`);
  });
  return set;
}

/** Reads an object whose keys are codes of leaves. */
function readEach(
  node: OpenNode,
  key: "answers" | "survey" | "setPoints",
  { leafByCode, nodeByCode }: CompiledScheme,
  read: (raw: RawValue, place: Place, leaf: CompiledLeaf) => void,
): void {
  if (!has(node, key)) return;
  const raw = keyOf(node.object, key);
  const place = at(node, key);
  if (!isRawObject(raw)) {
    refuse(place, shown(raw), "nhóm khoá theo mã tiêu chí");
    return;
  }
  for (const [code, given] of Object.entries(raw)) {
    const spot = { ...place, path: `${place.path}[${code}]` };
    const leaf = leafByCode.get(code);
    if (leaf) read(given, spot, leaf);
    else if (nodeByCode.has(code))
      refuse(spot, `"${code}"`, "mã của tiêu chí chấm điểm (lá), không phải mục có mục con");
    else refuseCode(spot, code);
  }
}

function readAnswer(raw: RawValue, place: Place, leaf: CompiledLeaf): Facts | null {
  const prepared = prepareAnswer(leaf, raw);
  if (prepared.ok) return prepared.value.facts;
  for (const problem of prepared.error) {
    const { read, wanted } = describeProblem(problem);
    refuse(problem.at === "" ? place : at(place, problem.at), read, wanted);
  }
  return null;
}

function readCalendar(node: OpenNode, schemes: readonly CompiledScheme[]): Calendar {
  const place = at(node, "calendar");
  if (!has(node, "calendar")) {
    const needed = schemes.filter(countsWorkingDays).map(({ scheme }) => scheme.scheme);
    if (needed.length > 0) {
      refuse(place, "không có", `lịch làm việc, vì ${needed.join(", ")} tính ngày làm việc`);
    }
    return openCalendar({ daysOff: [], workingDays: [] });
  }
  const inner = openNode(keyOf(node.object, "calendar"), place, ["daysOff", "workingDays"]);
  const daysOff = (inner && listOr(inner, "daysOff", readDateText)) ?? [];
  const workingDays = (inner && listOr(inner, "workingDays", readDateText)) ?? [];
  const both = daysOff.filter((day) => workingDays.includes(day));
  if (both.length > 0) {
    refuse(place, both.join(", "), "mỗi ngày chỉ ở một trong hai: daysOff hoặc workingDays");
  }
  return openCalendar({ daysOff, workingDays });
}

function countsWorkingDays({ leaves }: CompiledScheme): boolean {
  return leaves.some(({ leaf }) => usesWorkingDays(leaf.rule));
}

function usesWorkingDays(rule: Rule): boolean {
  if (rule.kind === "lateness") return rule.days === "working";
  if (rule.kind === "sum")
    return rule.parts.some((part) => "rule" in part && usesWorkingDays(part.rule));
  if (rule.kind !== "alternatives") return false;
  return rule.alternatives.some((each) => usesWorkingDays(each.rule));
}
