import type { RawObject } from "../../../core/scheme/raw-value.ts";
import type { SchemeProblem } from "../../../core/scheme/scheme-problem.ts";
import type { CellMap } from "./cell-map.ts";
import type { ReadRow } from "./read-sheet.ts";

/** Gathers the rows of options under their questions. */
export function questionsOf(
  rows: readonly ReadRow[],
  cells: CellMap,
  problems: SchemeProblem[],
): readonly RawObject[] {
  const byKey = new Map<string, ReadRow[]>();
  for (const row of rows) {
    const key = row.cells["question"];
    if (typeof key !== "string") {
      if (row.refused.has("question")) continue;
      const wanted = "khoá câu hỏi, lặp lại ở mỗi phương án";
      problems.push({ path: row.at("question"), read: "không có", wanted });
      continue;
    }
    const options = byKey.get(key);
    if (options) options.push(row);
    else byKey.set(key, [row]);
  }
  return [...byKey].map(([key, options], place) =>
    question(key, options, { path: `survey.questions[${String(place)}]`, cells, problems }),
  );
}

interface Spot {
  readonly path: string;
  readonly cells: CellMap;
  readonly problems: SchemeProblem[];
}

function question(key: string, rows: readonly ReadRow[], spot: Spot): RawObject {
  const { path, cells } = spot;
  const [first] = rows;
  if (first) {
    cells.note(path, first.at("question"));
    cells.noteColumn(`${path}.key`, first, "question");
    cells.noteColumn(`${path}.text`, first, "text");
  }
  const text = textOf(rows, spot);
  const options = rows.map((row, place): RawObject => {
    const option = `${path}.options[${String(place)}]`;
    cells.note(option, row.at("option"));
    cells.noteColumn(`${option}.key`, row, "option");
    cells.noteColumn(`${option}.label`, row, "label");
    cells.noteColumn(`${option}.weight`, row, "weight");
    const { option: optionKey, label, weight } = row.cells;
    return { ...given("key", optionKey), ...given("label", label), ...given("weight", weight) };
  });
  return { key, ...given("text", text), options };
}

/** The question's words stand in any of its rows, and are the same wherever they stand. */
function textOf(rows: readonly ReadRow[], { problems }: Spot): RawObject[string] {
  const told = rows.filter(({ cells }) => cells["text"] !== undefined);
  const text = told[0]?.cells["text"];
  for (const row of told) {
    const other = row.cells["text"];
    if (other === text) continue;
    const wanted = "cùng một câu hỏi thì cùng nội dung, hoặc để trống";
    problems.push({ path: row.at("text"), read: "nội dung khác với dòng trên", wanted });
  }
  return text;
}

function given(key: string, value: RawObject[string]): RawObject {
  return value === undefined ? {} : { [key]: value };
}
