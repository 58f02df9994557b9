// Runs in a thread of its own, so that a large PDF neither stops the talks nor keeps its memory.
import { parentPort, workerData } from "node:worker_threads";
import { UnreadablePdfError, stampPdf } from "./stamp-pdf.ts";

/** What the thread is given. */
export interface StampOrder {
  readonly content: Uint8Array;
  readonly line: string;
}

/** What it gives back, once. */
export type StampAnswer =
  { readonly kind: "marked"; readonly content: Uint8Array } | { readonly kind: "unreadable" };

const { content, line } = workerData as StampOrder;
try {
  const marked = await stampPdf(content, line);
  // Handed over, not copied.
  parentPort?.postMessage({ kind: "marked", content: marked }, [marked.buffer as ArrayBuffer]);
} catch (error) {
  if (!(error instanceof UnreadablePdfError)) throw error;
  parentPort?.postMessage({ kind: "unreadable" });
}
