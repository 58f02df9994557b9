import type { FastifyInstance } from "fastify";
import { z } from "zod";
import {
  findUploadLink,
  type UploadLink,
  useUploadLink,
} from "../../adapters/db/upload-link-repository.ts";
import { isReceived } from "../../adapters/db/web-history-repository.ts";
import { refusalVi } from "../../core/conversation/messages/refusal-vi.ts";
import { wantsPage } from "./error-response.ts";
import { HttpError } from "./http-error.ts";
import { html, loadPage, sendPage } from "./page.ts";
import { receiveFile } from "./receive-file.ts";
import type { ServerDependencies } from "./server-dependencies.ts";
import { requireSession } from "./session-cookie.ts";
import { clientId, externalIdOf, keepMessage } from "./web-chat.ts";

const fileQuery = z.object({ id: clientId, group: clientId.optional() });
const tokenParams = z.object({ token: z.string().min(16).max(200) });

/** Files sent in the web chat; those dropped together carry one group. */
export function registerChatFiles(app: FastifyInstance, deps: ServerDependencies): void {
  app.post("/chat/files", async (request, reply) => {
    const { actor } = await requireSession(deps, request, reply);
    const query = fileQuery.safeParse(request.query);
    if (!query.success) throw new HttpError(400, "Thiếu mã của tệp gửi lên.");
    const { id, group } = query.data;
    if (!(await isReceived(deps.pool, externalIdOf(actor.staffId, id)))) {
      const file = await receiveFile(deps.uploads, request, reply);
      const payload = { kind: "file", ...file, group: group ?? null, caption: "" } as const;
      await keepMessage(deps, actor.staffId, id, payload);
    }
    return reply.code(202).send({ ok: true });
  });
}

/**
 * The one-time page for a file that a messenger cannot carry. Whoever has the address may use it
 * within its time, so it shows no more than the criterion's code and the agency's name.
 */
export function registerUploadPage(app: FastifyInstance, deps: ServerDependencies): void {
  const form = uploadForm(deps);
  const config = { rateLimit: { max: 60, timeWindow: 60_000 } };

  app.get("/upload/:token", { config }, async (request, reply) =>
    sendPage(reply, 200, form(await requireLink(deps, request.params), "")),
  );

  app.post("/upload/:token", { config }, async (request, reply) => {
    const link = await requireLink(deps, request.params);
    const file = await receiveFile(deps.uploads, request, reply);
    const checked = await deps.uploads.check(file.ref, file.name);
    if (checked.kind === "refused") {
      await deps.uploads.remove(file.ref);
      const sentence = refusalVi(checked.refusal);
      if (!wantsPage(request)) throw new HttpError(422, sentence);
      return sendPage(reply, 422, form(link, sentence));
    }
    const chat = await useUploadLink(deps.pool, {
      ...{ linkId: link.id, now: deps.clock.now() },
      ...file,
    });
    if (!chat) {
      await deps.uploads.remove(file.ref);
      throw gone();
    }
    if (chat.channel === "web") deps.feed.wake(chat.chatId);
    deps.wake(chat);
    return wantsPage(request) ? sendPage(reply, 200, form(link, "", file.name)) : { ok: true };
  });
}

async function requireLink(
  { pool, clock }: ServerDependencies,
  params: unknown,
): Promise<UploadLink> {
  const given = tokenParams.safeParse(params);
  const link = given.success && (await findUploadLink(pool, given.data.token, clock.now()));
  if (!link) throw gone();
  return link;
}

function gone(): HttpError {
  return new HttpError(
    410,
    "Liên kết gửi tệp này đã được dùng hoặc đã hết hạn (30 phút). Anh/chị quay lại cuộc trò chuyện để lấy liên kết mới.",
  );
}

function uploadForm(
  deps: ServerDependencies,
): (link: UploadLink, fault: string, sent?: string) => string {
  const page = loadPage("upload.html");
  const done = loadPage("upload-done.html");
  return ({ code, agencyName, expiresAt }, fault, sent) =>
    sent === undefined
      ? page({
          code,
          agency: agencyName,
          until: clockTime(expiresAt),
          fault: fault === "" ? "" : html`<p class="fault" role="alert">${fault}</p>`,
          province: deps.province,
        })
      : done({ code, agency: agencyName, name: sent, province: deps.province });
}

function clockTime(at: Date): string {
  return at.toLocaleTimeString("vi-VN", {
    timeZone: "Asia/Ho_Chi_Minh",
    hour: "2-digit",
    minute: "2-digit",
  });
}
