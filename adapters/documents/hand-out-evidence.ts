import type pg from "pg";
import type { Actor } from "../../core/access/actor.ts";
import { may } from "../../core/access/may.ts";
import type { FileStore } from "../../usecases/file-ports.ts";
import type { Clock, OpenDocument } from "../../usecases/ports.ts";
import { findDownload, noteDownload } from "../db/evidence-download-repository.ts";
import { findLinkedActor } from "../db/find-actor.ts";
import { copyEvidence, lacksMark } from "./copy-evidence.ts";
import type { PdfStamper } from "./pdf/pdf-stamper.ts";

/** A larger file goes by its link: sending it would take longer than a reply may. */
const maxBytes = 20 * 1024 * 1024;

/**
 * Hands evidence out in a chat. Whether the round allows it was asked when the button was pressed;
 * that the chat is still this person's, and the person still in office, is asked again here. Each
 * opening is written down before the first byte leaves. A PDF that cannot carry its reader's name
 * is not handed out.
 */
export function handOutEvidence(deps: {
  readonly pool: pg.Pool;
  readonly files: FileStore;
  readonly stamper: PdfStamper;
  readonly clock: Clock;
}): OpenDocument {
  const { pool, clock } = deps;
  return async (to, { evidenceId, staffId }) => {
    const now = clock.now();
    const actor = await findLinkedActor(pool, to, { staffId, now });
    const file = await findDownload(pool, evidenceId);
    if (!actor || !file || file.size > maxBytes || !mayRead(actor, file)) return null;
    const { mark, content } = await copyEvidence(deps, { file, actor, now });
    if (lacksMark(mark)) return null;
    await noteDownload(pool, { evidenceId, staffId, mark, now });
    return { name: file.fileName, content: await gather(content) };
  };
}

function mayRead(
  actor: Actor,
  { agencyId, code, stage }: NonNullable<Awaited<ReturnType<typeof findDownload>>>,
): boolean {
  const field = code.split(".")[0] ?? code;
  return may(actor, "downloadEvidence", { agencyId, field, stage, assigned: true });
}

async function gather(
  content: AsyncIterable<Uint8Array> | readonly Uint8Array[],
): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of content) pieces.push(piece);
  return Buffer.concat(pieces);
}
