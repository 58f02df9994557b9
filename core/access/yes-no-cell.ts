import { foldWords } from "./sheet-table.ts";

/** What a cell for yes or no may hold. */
export const yesNoWanted = "“có” hoặc “không” (để trống là có)";

/** Reads yes or no; an empty cell means yes; undefined when it is neither. */
export function readYesNo(text: string): boolean | undefined {
  const word = foldWords(text);
  if (["", "co", "x", "1", "yes", "true", "dang hoat dong", "dang cong tac"].includes(word)) {
    return true;
  }
  return ["khong", "0", "no", "false", "da nghi", "giai the"].includes(word) ? false : undefined;
}
