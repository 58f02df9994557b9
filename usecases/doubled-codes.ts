import type { SheetProblem } from "../core/access/people.ts";
import type { SheetTable } from "../core/access/sheet-table.ts";

/** Every row whose code an earlier row has, in the file's order. */
export function doubledCodes<Key extends string>(
  table: SheetTable<Key | "code">,
  rows: readonly { readonly number: number; readonly record: { readonly code: string } }[],
): SheetProblem[] {
  const first = new Map<string, number>();
  return rows.flatMap(({ number, record: { code } }) => {
    const before = first.get(code);
    if (before === undefined) first.set(code, number);
    if (before === undefined || code === "") return [];
    const wanted = `mỗi mã một dòng; mã này đã có ở dòng ${String(before)}`;
    return [table.problem(number, "code", { read: code, wanted })];
  });
}
