import { type Result, err, ok } from "../result.ts";
import type { RawValue } from "../scheme/raw-value.ts";
import {
  type OpenNode,
  type Place,
  at,
  complete,
  date,
  figure,
  flag,
  has,
  list,
  openNode,
  readKey,
  refuse,
  shown,
  silentFigure,
  text,
} from "../scheme/read-raw.ts";
import type { SchemeProblem } from "../scheme/scheme-problem.ts";
import { keyOf } from "../scheme/raw-value.ts";
import type { LegalBasis } from "./course.ts";
import { closingTime, openingTime, readLocalInstant } from "./local-instant.ts";
import type { AskedOfGroup } from "./asked-respondents.ts";
import { readRespondents } from "./read-respondents.ts";
import { type LaidPhases, type Phase, type PhaseWindow, phases, stagePhases } from "./round.ts";

/** A group as a round file names it. */
export interface RoundFileGroup {
  readonly group: string;
  /** Id of the scheme; `version` null means the newest one. */
  readonly scheme: string;
  readonly version: number | null;
  /** Codes; null for every active agency of the group. */
  readonly agencies: readonly string[] | null;
}

/** A round as a file describes it (docs/round-file.md). */
export interface RoundFile {
  readonly code: string;
  readonly title: string;
  readonly year: number;
  readonly isTraining: boolean;
  readonly basis: readonly LegalBasis[];
  readonly groups: readonly RoundFileGroup[];
  readonly phases: LaidPhases;
  /** Codes of the people who appraise in the place of an agency's own. */
  readonly substitutes: readonly string[];
  /** Whom the agencies are asked to name for the survey; empty without the survey's phase. */
  readonly respondents: readonly AskedOfGroup[];
}

const keys = [
  ...["code", "title", "year", "training", "basis", "groups", "phases", "substitutes"],
  "respondents",
];

/**
 * Reads a round file.
 *
 * @returns The round, or every problem of the file at once (at least one).
 */
export function readRoundFile(raw: RawValue): Result<RoundFile, readonly SchemeProblem[]> {
  const problems: SchemeProblem[] = [];
  const node = openNode(raw, { path: "", problems }, keys);
  const file = node && readFile(node);
  return file && problems.length === 0 ? ok(file) : err(problems);
}

function readFile(node: OpenNode): RoundFile | undefined {
  const year = figure(node, "year", { whole: true, min: "2000", max: "2100" });
  // Read in the order of the file, so that problems are named in it.
  const head = { code: readCode(node), title: text(node, "title") };
  const isTraining = flag(node, "training", false);
  const basis = list(node, "basis", readBasis);
  const groups = list(node, "groups", readGroup);
  const phases = readPhases(node);
  return complete({
    ...{ ...head, isTraining, basis, groups, phases },
    year: year === undefined ? undefined : Number(year),
    substitutes: list(node, "substitutes", readKey),
    respondents: readRespondents(node, { groups, phases }),
  });
}

/** A code stands in buttons, whose keys hold 64 bytes and no colon or blank. */
function readCode(node: OpenNode): string | undefined {
  const code = text(node, "code");
  if (code === undefined || /^[0-9A-Za-z._-]{1,30}$/.test(code)) return code;
  refuse(at(node, "code"), shown(code), "1–30 chữ cái không dấu, chữ số, . _ -");
  return undefined;
}

function readBasis(raw: RawValue, place: Place): LegalBasis | undefined {
  const node = openNode(raw, place, ["number", "date", "title"]);
  if (!node) return undefined;
  return complete({
    number: text(node, "number"),
    date: date(node, "date"),
    title: text(node, "title"),
  });
}

function readGroup(raw: RawValue, place: Place): RoundFileGroup | undefined {
  const node = openNode(raw, place, ["group", "scheme", "version", "agencies"]);
  if (!node) return undefined;
  const version = has(node, "version")
    ? figure(node, "version", { whole: true, min: "1" })
    : silentFigure(raw, "version");
  const agencies = has(node, "agencies") ? list(node, "agencies", readKey) : null;
  const parts = complete({
    group: text(node, "group"),
    scheme: text(node, "scheme"),
    agencies,
  });
  return parts && { ...parts, version: version === undefined ? null : Number(version) };
}

function readPhases(node: OpenNode): LaidPhases | undefined {
  const laid = openNode(keyOf(node.object, "phases"), at(node, "phases"), phases);
  if (!laid) return undefined;
  let before: string | undefined;
  const found: Partial<Record<Phase, PhaseWindow>> = {};
  for (const phase of stagePhases) {
    const window = readWindow(keyOf(laid.object, phase), at(laid, phase), before);
    if (window) found[phase] = window;
    before = window?.closesAt;
  }
  const isWhole = readSurvey(laid, found) && stagePhases.every((phase) => found[phase]);
  return isWhole ? (found as LaidPhases) : undefined;
}

/** Beside the stages: it names its own opening, and ends before figures are put together. */
function readSurvey(laid: OpenNode, found: Partial<Record<Phase, PhaseWindow>>): boolean {
  if (!has(laid, "survey")) return true;
  const raw = keyOf(laid.object, "survey");
  const window = readWindow(raw, at(laid, "survey"), undefined);
  if (!window) return false;
  const last = found.secondAppraisal?.closesAt;
  if (last !== undefined && Date.parse(window.closesAt) > Date.parse(last)) {
    refuse(at(at(laid, "survey"), "closes"), window.closesAt, "không muộn hơn hết secondAppraisal");
  }
  found.survey = window;
  return true;
}

/** A phase that names no opening opens when the one before it closes. */
function readWindow(
  raw: RawValue,
  place: Place,
  before: string | undefined,
): PhaseWindow | undefined {
  const node = openNode(raw, place, ["opens", "closes"]);
  if (!node) return undefined;
  const opensAt =
    has(node, "opens") || before === undefined ? instant(node, "opens", openingTime) : before;
  const closesAt = instant(node, "closes", closingTime);
  if (opensAt === undefined || closesAt === undefined) return undefined;
  if (Date.parse(opensAt) >= Date.parse(closesAt)) {
    refuse(at(node, "closes"), shown(keyOf(node.object, "closes")), "thời điểm sau khi mở");
  }
  if (before !== undefined && Date.parse(opensAt) < Date.parse(before)) {
    refuse(
      at(node, "opens"),
      shown(keyOf(node.object, "opens")),
      "thời điểm khi bước trước đã hết",
    );
  }
  return { opensAt, closesAt };
}

function instant(node: OpenNode, key: string, time: string): string | undefined {
  const raw = keyOf(node.object, key);
  const read = typeof raw === "string" ? readLocalInstant(raw, time) : undefined;
  if (read === undefined) {
    refuse(
      at(node, key),
      shown(raw),
      "ngày 2026-01-30, hoặc ngày giờ 2026-01-30T17:00 (giờ Việt Nam)",
    );
  }
  return read;
}
