/** A type of file that is taken as evidence. */
export type TakenType = "pdf" | "docx" | "xlsx" | "doc" | "xls" | "jpg" | "png" | "heic" | "txt";

/** The media type that each taken file is kept and served under. */
export const mimeOf: Readonly<Record<TakenType, string>> = {
  pdf: "application/pdf",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  doc: "application/msword",
  xls: "application/vnd.ms-excel",
  jpg: "image/jpeg",
  png: "image/png",
  heic: "image/heic",
  txt: "text/plain; charset=utf-8",
};

const typeByExtension: ReadonlyMap<string, TakenType> = new Map([
  ["pdf", "pdf"],
  ["docx", "docx"],
  ["xlsx", "xlsx"],
  ["doc", "doc"],
  ["xls", "xls"],
  ["jpg", "jpg"],
  ["jpeg", "jpg"],
  ["jpe", "jpg"],
  ["jfif", "jpg"],
  ["png", "png"],
  ["heic", "heic"],
  ["heif", "heic"],
  ["txt", "txt"],
  ["text", "txt"],
]);

/** The type that a file's extension promises; undefined for one that is never taken. */
export function promisedType(extension: string): TakenType | undefined {
  return typeByExtension.get(extension);
}

/** The last extension of a name in lower case, without its dot; empty when there is none. */
export function extensionOf(name: string): string {
  const match = /\.([^./\\\s]{1,16})\s*$/u.exec(name);
  return match?.[1]?.toLowerCase() ?? "";
}
