import { Readable } from "node:stream";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";
import {
  type DownloadableEvidence,
  findDownload,
  noteDownload,
} from "../../adapters/db/evidence-download-repository.ts";
import { checkEvidenceLink } from "../../adapters/db/evidence-link.ts";
import { copyEvidence, lacksMark } from "../../adapters/documents/copy-evidence.ts";
import type { Actor } from "../../core/access/actor.ts";
import { may } from "../../core/access/may.ts";
import { attachment } from "./file-name.ts";
import { HttpError } from "./http-error.ts";
import type { ServerDependencies } from "./server-dependencies.ts";
import { requireSession } from "./session-cookie.ts";

const params = z.object({ id: z.uuid() });
/** What a signed link adds: until when it works, and its mark. */
const signature = z.object({ den: z.coerce.number().int(), ma: z.string().max(64) });

/**
 * Evidence files, for whom `may` lets read them; each download is written down before it begins.
 * One that may not be read looks like one that is not there. A link given to an appraiser is signed
 * for that person and works for 15 minutes; the signature says that the leaf is theirs.
 */
export function registerDownload(app: FastifyInstance, deps: ServerDependencies): void {
  app.get("/evidence/:id", async (request, reply) => {
    const { actor } = await requireSession(deps, request, reply);
    const given = params.safeParse(request.params);
    const file = given.success ? await findDownload(deps.pool, given.data.id) : undefined;
    const assigned = isLinkOf(deps, request, { actor, evidenceId: file?.id ?? "" });
    if (!file || !may(actor, "downloadEvidence", { ...subjectOf(file), assigned })) throw missing();

    const now = deps.clock.now();
    const { mark, size, content } = await copyEvidence(deps, { file, actor, now });
    const { staffId } = actor;
    await noteDownload(deps.pool, { evidenceId: file.id, staffId, mark, now });
    if (lacksMark(mark))
      request.log.warn({ evidence: file.id, mark }, "a PDF was handed out unmarked");
    return reply
      .headers({
        "content-type": file.mime,
        "content-length": size,
        "x-cham-mark": mark,
        "content-disposition": attachment(file.fileName),
        // Even when a browser shows it, nothing in it may run or reach anything.
        "content-security-policy": "sandbox; default-src 'none'",
        "x-content-type-options": "nosniff",
        "cache-control": "private, no-store",
      })
      .send(Readable.from(content));
  });
}

/** Whether the request carries a good signature; a link that is too old says so. */
function isLinkOf(
  { linkKey, clock }: ServerDependencies,
  { query }: FastifyRequest,
  { actor, evidenceId }: { readonly actor: Actor; readonly evidenceId: string },
): boolean {
  const given = signature.safeParse(query);
  if (!given.success) return false;
  const { den: until, ma: mark } = given.data;
  const link = { evidenceId, staffId: actor.staffId };
  const state = checkEvidenceLink(linkKey, link, { until, mark }, clock.now());
  if (state === "expired") {
    throw new HttpError(
      410,
      "Liên kết đã hết hiệu lực 15 phút. Anh/chị mở lại tiêu chí để lấy liên kết mới.",
    );
  }
  if (state === "wrong") throw missing();
  return true;
}

/** The field is the first part of a leaf's code. */
function subjectOf({ agencyId, code, stage }: DownloadableEvidence): Parameters<typeof may>[2] {
  return { agencyId, field: code.split(".")[0] ?? code, stage };
}

function missing(): HttpError {
  return new HttpError(404, "Không có tài liệu này, hoặc anh/chị không có quyền xem.");
}
