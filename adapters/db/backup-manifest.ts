import { z } from "zod";

/** A backup cannot be made, read or restored; the message is a sentence for the operator. */
export class BackupError extends Error {
  override name = "BackupError";
}

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const identifier = z.string().regex(/^[a-z_][a-z0-9_]*$/);
const wholeNumber = z.string().regex(/^-?\d+$/);

const manifest = z.object({
  format: z.literal("cham-backup-1"),
  createdAt: z.iso.datetime(),
  /** The migrations the data fit, oldest first. */
  migrations: z.array(z.object({ name: z.string(), checksum: sha256 })),
  tables: z.array(
    z.object({ name: identifier, columns: z.array(identifier), rows: z.number().int(), sha256 }),
  ),
  sequences: z.array(z.object({ name: identifier, lastValue: wholeNumber, isCalled: z.boolean() })),
  /** Every other entry of the archive with the hash of its content. */
  files: z.array(z.object({ name: z.string(), bytes: z.number().int(), sha256 })),
});

/** What a backup says about itself: the last entry of its archive. */
export type Manifest = z.infer<typeof manifest>;

/** One table of a backup. */
export type TableRecord = Manifest["tables"][number];

/** One sequence of a backup. */
export type SequenceRecord = Manifest["sequences"][number];

/**
 * Reads the manifest's text.
 *
 * @throws {BackupError} When the archive has none, or one of another format.
 */
export function parseManifest(text: string | null): Manifest {
  if (text === null) throw new BackupError(incomplete);
  const read = manifest.safeParse(parseJson(text));
  if (read.success) return read.data;
  throw new BackupError(
    "Bản sao lưu không đúng định dạng của Chấm / not a backup that this program can read",
  );
}

/** The name of a table's entry in the archive. */
export function entryOf(table: Pick<TableRecord, "name">): string {
  return `database/${table.name}.copy`;
}

/** True for the names an archive of ours can hold; anything else is not unpacked. */
export function isExpectedEntry(name: string): boolean {
  if (name === "manifest.json" || name === "secret") return true;
  if (/^database\/[a-z_][a-z0-9_]*\.copy$/.test(name)) return true;
  if (/^uploads\/up_[0-9a-f]{32}$/.test(name)) return true;
  const steps = name.split("/");
  return steps[0] === "files" && steps.length > 1 && steps.slice(1).every(isPlainName);
}

const incomplete =
  "Bản sao lưu bị cắt cụt hoặc không phải của Chấm / the backup is cut short, or is not one";

function isPlainName(step: string): boolean {
  return /^[A-Za-z0-9_-][A-Za-z0-9._-]*$/.test(step);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
