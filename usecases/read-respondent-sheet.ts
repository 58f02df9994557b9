import type { SheetGrid, SheetProblem } from "../core/access/people.ts";
import { type ColumnSpec, readTable } from "../core/access/sheet-table.ts";
import { type Result, ok } from "../core/result.ts";
import { type Listed, type ReadRespondents, readLines } from "../core/survey/read-respondents.ts";

type Column = "name" | "position" | "contact";

const columns: readonly ColumnSpec<Column>[] = [
  {
    ...{ key: "name", title: "Họ và tên", aliases: ["Họ tên", "full name", "name"] },
    isRequired: true,
  },
  {
    ...{ key: "position", title: "Chức vụ", isRequired: true },
    aliases: ["Chức danh", "Vị trí việc làm", "position"],
  },
  {
    ...{ key: "contact", title: "Số điện thoại hoặc thư điện tử", isRequired: true },
    aliases: ["Số điện thoại", "Điện thoại", "Thư điện tử", "Email", "Liên hệ", "contact"],
  },
];

/**
 * Reads a sheet of people for the survey by the same rules as a paste in the chat; a line's number
 * is its row.
 *
 * @returns What is taken and refused, or what is wrong with the sheet as a whole.
 */
export function readRespondentSheet(
  grid: SheetGrid,
  listed: readonly Listed[],
): Result<ReadRespondents, readonly SheetProblem[]> {
  const table = readTable(grid, columns);
  if (!table.ok) return table;
  const lines = table.value.rows.map(({ number, cell }) => ({
    line: number,
    text: [cell("name"), cell("position"), cell("contact")].map(onOneLine).join("\t"),
  }));
  return ok(readLines(lines, listed));
}

function onOneLine(text: string): string {
  return text.replace(/\s+/g, " ");
}
