/**
 * Writes as `_xHHHH_` what a workbook's XML cannot hold or would change (control characters, a
 * carriage return), and what already looks like that; ExcelJS and Excel read it back.
 *
 * @see ECMA-376 part 1, 22.9.2.19 (ST_Xstring)
 */
export function escapeCell(text: string): string {
  return text.replaceAll(/_(?=x[0-9A-F]{4}_)/g, "_x005F_").replaceAll(
    // eslint-disable-next-line no-control-regex -- these are what must not reach the XML
    /[\u0000-\u0008\u000B-\u001F\u007F\uFFFE\uFFFF]/g,
    (character) => `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`,
  );
}
