/**
 * Makes a text comparable however it was typed: lower case, no diacritics, single spaces.
 * "Tiến  ĐỘ" and "tien do" fold to the same.
 */
export function foldText(text: string): string {
  return text
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll("đ", "d")
    .replaceAll(/\s+/g, " ")
    .trim();
}
