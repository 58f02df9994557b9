import { Worker, type WorkerOptions } from "node:worker_threads";
import type { StampAnswer, StampOrder } from "./stamp-thread.ts";

/** A copy with its mark, or why there is none. */
export type Stamped =
  | { readonly kind: "marked"; readonly content: Uint8Array }
  | { readonly kind: "tooLarge" | "unreadable" | "tooSlow" };

/** Marks copies of PDF files, one at a time. */
export interface PdfStamper {
  /** Reads the content only when its size is within the limit. */
  stamp(
    file: { readonly size: number; readonly read: () => AsyncIterable<Uint8Array> },
    line: string,
  ): Promise<Stamped>;
}

/** What a stamper allows itself. */
export interface StampLimits {
  /** A larger file is not marked. A thread needs about four times as much. */
  readonly maxBytes: number;
  /** After so long a file is given up: a small one can unpack to anything. */
  readonly maxMs: number;
}

const usual: StampLimits = { maxBytes: 20 * 1024 * 1024, maxMs: 20_000 };

/** Opens a stamper; its thread lives only while there is a file to mark. */
export function openPdfStamper(limits: StampLimits = usual): PdfStamper {
  let last: Promise<unknown> = Promise.resolve();
  return {
    stamp(file, line) {
      if (file.size > limits.maxBytes) return Promise.resolve({ kind: "tooLarge" });
      const stamped = last.then(async () => {
        const content = await gather(file.read(), file.size);
        return runThread({ content, line }, limits);
      });
      last = stamped.catch(() => undefined);
      return stamped;
    },
  };
}

async function gather(pieces: AsyncIterable<Uint8Array>, size: number): Promise<Uint8Array> {
  const content = new Uint8Array(size);
  let at = 0;
  for await (const piece of pieces) {
    content.set(piece, at);
    at += piece.length;
  }
  return content;
}

function runThread({ content, line }: StampOrder, { maxMs }: StampLimits): Promise<Stamped> {
  const thread = openThread({
    ...{ workerData: { content, line }, transferList: [content.buffer as ArrayBuffer] },
    resourceLimits: { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 8 },
  });
  return new Promise<Stamped>((resolve, reject) => {
    const timer = setTimeout(() => {
      resolve({ kind: "tooSlow" });
    }, maxMs);
    thread.once("message", (answer: StampAnswer) => {
      resolve(answer);
    });
    thread.once("error", (error) => {
      // Out of its own memory, the thread ends and we do not.
      if ("code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY") {
        resolve({ kind: "tooLarge" });
      } else reject(error);
    });
    thread.once("exit", () => {
      clearTimeout(timer);
      reject(new Error("the thread that marks PDF files ended without an answer"));
    });
  }).finally(() => thread.terminate());
}

/** Compiled, the thread's program is a file beside this one; in development tsx has to read it. */
function openThread(options: WorkerOptions): Worker {
  if (!import.meta.url.endsWith(".ts")) {
    return new Worker(new URL("./stamp-thread.js", import.meta.url), options);
  }
  const program = JSON.stringify(new URL("./stamp-thread.ts", import.meta.url).href);
  const start = `import("tsx/esm/api").then(({ tsImport }) => tsImport(${program}, ${program}))`;
  return new Worker(start, { ...options, eval: true });
}
