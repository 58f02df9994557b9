import { Readable } from "node:stream";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import {
  type DownloadableEvidence,
  findDownload,
  noteDownload,
} from "../../adapters/db/evidence-download-repository.ts";
import { may } from "../../core/access/may.ts";
import { attachment } from "./file-name.ts";
import { HttpError } from "./http-error.ts";
import type { ServerDependencies } from "./server-dependencies.ts";
import { requireSession } from "./session-cookie.ts";

const params = z.object({ id: z.uuid() });

/**
 * Evidence files, for whom `may` lets read them; each download is written down before it begins.
 * One that may not be read looks like one that is not there.
 */
export function registerDownload(app: FastifyInstance, deps: ServerDependencies): void {
  app.get("/evidence/:id", async (request, reply) => {
    const { actor } = await requireSession(deps, request, reply);
    const given = params.safeParse(request.params);
    const file = given.success ? await findDownload(deps.pool, given.data.id) : undefined;
    if (!file || !may(actor, "downloadEvidence", subjectOf(file))) throw missing();

    const content = await openFile(deps, file);
    const { staffId } = actor;
    await noteDownload(deps.pool, { evidenceId: file.id, staffId, now: deps.clock.now() });
    return reply
      .headers({
        "content-type": file.mime,
        "content-length": file.size,
        "content-disposition": attachment(file.fileName),
        // Even when a browser shows it, nothing in it may run or reach anything.
        "content-security-policy": "sandbox; default-src 'none'",
        "x-content-type-options": "nosniff",
        "cache-control": "private, no-store",
      })
      .send(Readable.from(content));
  });
}

/** The field is the first part of a leaf's code. */
function subjectOf({ agencyId, code, stage }: DownloadableEvidence): Parameters<typeof may>[2] {
  return { agencyId, field: code.split(".")[0] ?? code, stage };
}

async function openFile(
  { files }: ServerDependencies,
  { sha256 }: DownloadableEvidence,
): Promise<AsyncIterable<Uint8Array>> {
  if (!(await files.has(sha256))) throw new Error("an evidence file is missing from the store");
  return files.read(sha256);
}

function missing(): HttpError {
  return new HttpError(404, "Không có tài liệu này, hoặc anh/chị không có quyền xem.");
}
