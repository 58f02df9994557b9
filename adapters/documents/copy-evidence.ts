import type { Actor } from "../../core/access/actor.ts";
import { localTime } from "../../core/conversation/messages/local-time.ts";
import type { FileStore } from "../../usecases/file-ports.ts";
import type { DownloadMark, DownloadableEvidence } from "../db/evidence-download-repository.ts";
import type { PdfStamper } from "./pdf/pdf-stamper.ts";

/** A file as one person gets it. */
export interface EvidenceCopy {
  readonly mark: DownloadMark;
  /** In bytes. */
  readonly size: number;
  readonly content: AsyncIterable<Uint8Array> | readonly Uint8Array[];
}

/**
 * The file as this person gets it: the agency's own people as it is, everybody else with their name
 * and the time on every page of a PDF. A PDF that cannot be marked comes as it is, and says so.
 *
 * @throws {Error} When the store has lost the file.
 * @see docs/adr/0014-copies-carry-their-readers-name.md
 */
export async function copyEvidence(
  deps: { readonly files: FileStore; readonly stamper: PdfStamper },
  to: { readonly file: DownloadableEvidence; readonly actor: Actor; readonly now: Date },
): Promise<EvidenceCopy> {
  const { file, actor, now } = to;
  const content = await openFile(deps.files, file);
  const { size } = file;
  if (actor.agencyId === file.agencyId) return { mark: "own", size, content };
  if (file.mime !== "application/pdf") return { mark: "notPdf", size, content };
  const read = (): AsyncIterable<Uint8Array> => content;
  const stamped = await deps.stamper.stamp({ size, read }, markLine(actor, now));
  if (stamped.kind !== "marked") {
    return { mark: stamped.kind, size, content: await openFile(deps.files, file) };
  }
  return { mark: "marked", size: stamped.content.length, content: [stamped.content] };
}

/** Whether a copy of a PDF lacks the mark that it should have. */
export function lacksMark(mark: DownloadMark): boolean {
  return mark !== "marked" && mark !== "own" && mark !== "notPdf";
}

/** "Nguyễn Thị An · Sở Nội vụ · 09:05 ngày 03/03/2026 · Chấm". */
function markLine({ name, agencyName }: Actor, now: Date): string {
  const { time, date } = localTime(now.toISOString());
  return [name, agencyName, `${time} ngày ${date}`, "Chấm"].join(" · ");
}

async function openFile(
  files: FileStore,
  { sha256 }: DownloadableEvidence,
): Promise<AsyncIterable<Uint8Array>> {
  if (!(await files.has(sha256))) throw new Error("an evidence file is missing from the store");
  return files.read(sha256);
}
