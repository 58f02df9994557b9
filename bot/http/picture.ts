import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { readPictureFor } from "../../adapters/db/picture-repository.ts";
import { HttpError } from "./http-error.ts";
import type { ServerDependencies } from "./server-dependencies.ts";
import { requireSession } from "./session-cookie.ts";

const params = z.object({ id: z.uuid() });

/** The pictures of a person's own talk; nobody else gets them. */
export function registerPictures(app: FastifyInstance, deps: ServerDependencies): void {
  app.get("/chat/pictures/:id", async (request, reply) => {
    const { actor } = await requireSession(deps, request, reply);
    const asked = params.safeParse(request.params);
    const png = asked.success
      ? await readPictureFor(deps.pool, asked.data.id, actor.staffId)
      : null;
    if (!png) throw new HttpError(404, "Không có hình này, hoặc anh/chị không có quyền xem.");
    return reply
      .header("cache-control", "private, max-age=86400, immutable")
      .type("image/png")
      .send(png);
  });
}
