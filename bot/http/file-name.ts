/** Longest name kept, in characters. */
const maxLength = 180;

/**
 * Makes a name that came from outside fit to be shown and stored: no folder, no control or
 * direction-changing characters (they make "gpj.exe" read as "exe.jpg"), composed letters.
 */
export function safeFileName(given: string): string {
  const base = given.split(/[\\/]/).at(-1) ?? "";
  const plain = base
    .normalize("NFC")
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "")
    .trim();
  return shorten(plain) || "tai-lieu";
}

/** The end of a long name is kept, since its extension is there. */
function shorten(name: string): string {
  const letters = Array.from(name);
  if (letters.length <= maxLength) return name;
  return [...letters.slice(0, maxLength - 21), "…", ...letters.slice(-20)].join("");
}

/**
 * The header that has a browser save a file under its name, in the form every browser reads and
 * in the one for letters beyond ASCII.
 *
 * @see RFC 6266, RFC 5987
 */
export function attachment(name: string): string {
  const plain = name
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll("đ", "d")
    .replaceAll("Đ", "D")
    .replaceAll(/[^\x20-\x7e]|["\\%]/g, "_");
  const encoded = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
