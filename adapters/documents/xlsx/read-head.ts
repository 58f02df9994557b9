import type { RawObject, RawValue } from "../../../core/scheme/raw-value.ts";
import type { SchemeProblem } from "../../../core/scheme/scheme-problem.ts";
import type { CellMap } from "./cell-map.ts";
import type { ReadRow } from "./read-sheet.ts";
import { type HeadKey, groupWeightPrefix, headKeyOf, headKeys } from "./scheme-layout.ts";

/** The scheme's head in the form of a file. */
export interface RawHead {
  readonly [key: string]: RawValue;
  readonly adjustments: RawObject | undefined;
  readonly survey: RawObject | undefined;
}

interface Entry {
  readonly head: HeadKey;
  readonly key: string;
  readonly row: ReadRow;
  readonly value: RawValue;
}

/** Reads the rows of keys and values; `a.b` puts `b` inside `a`. */
export function readHead(
  rows: readonly ReadRow[],
  cells: CellMap,
  problems: SchemeProblem[],
): RawHead {
  const entries = rows.flatMap((row) => readEntry(row, problems));
  const seen = new Set<string>();
  const single = new Map<string, RawValue>();
  const lists = new Map<string, RawValue[]>();
  for (const { head, key, row, value } of entries) {
    if (head.repeats === true) {
      const list = lists.get(key) ?? [];
      cells.note(`${key}[${String(list.length)}]`, row.at("value"));
      lists.set(key, [...list, value]);
      continue;
    }
    if (seen.has(key)) {
      problems.push({ path: row.at("key"), read: `"${key}"`, wanted: "mỗi khoá một lần" });
      continue;
    }
    seen.add(key);
    cells.note(key, row.at("value"));
    if (value === undefined && row.refused.has("value")) cells.spoil(key);
    else single.set(key, value);
  }
  return arrange(new Map<string, RawValue>([...single, ["basis", []], ...lists]));
}

function readEntry(row: ReadRow, problems: SchemeProblem[]): readonly Entry[] {
  const { key, value } = row.cells;
  if (typeof key !== "string") {
    const wanted = "khoá như trong mẫu";
    if (!row.refused.has("key")) problems.push({ path: row.at("key"), read: "không có", wanted });
    return [];
  }
  const head = headKeyOf(key.trim());
  if (!head) {
    const known = headKeys.map((each) => each.key).join(", ");
    problems.push({
      path: row.at("key"),
      read: `"${key}"`,
      wanted: `khoá trong: ${known}, ${groupWeightPrefix}<nhóm>`,
    });
    return [];
  }
  if (value === undefined && !row.refused.has("value")) return [];
  return [{ head, key: key.trim(), row, value }];
}

function arrange(values: ReadonlyMap<string, RawValue>): RawHead {
  const inside = (prefix: string): RawObject | undefined => {
    const found = [...values].flatMap(([key, value]) =>
      key.startsWith(prefix) ? [[key.slice(prefix.length), value] as const] : [],
    );
    return found.length === 0 ? undefined : Object.fromEntries(found);
  };
  const plain = [...values].filter(([key]) => !key.includes("."));
  const survey = inside("survey.");
  return {
    ...Object.fromEntries(plain),
    ...withPart("evaluationPeriod", inside("evaluationPeriod.")),
    ...withPart("rounding", inside("rounding.")),
    adjustments: inside("adjustments."),
    survey: survey && surveyHead(survey, inside(groupWeightPrefix)),
  };
}

function surveyHead(survey: RawObject, groupWeights: RawObject | undefined): RawObject {
  const settings = Object.entries(survey).filter(([key]) => !key.startsWith("groupWeights."));
  return { ...Object.fromEntries(settings), ...withPart("groupWeights", groupWeights) };
}

function withPart(key: string, part: RawObject | undefined): RawObject {
  return part === undefined ? {} : { [key]: part };
}
