import type { FastifyRequest } from "fastify";
import { HttpError } from "./http-error.ts";

/**
 * Refuses a write that another site makes with our cookie (cross-site request forgery).
 *
 * The cookie is SameSite=Lax, so browsers leave it out of other sites' POSTs already; this is the
 * second lock, for sites that count as the same one (another port, a neighbour under one domain).
 * Browsers say in Sec-Fetch-Site, or in Origin where that is missing, which page asks; scripts of
 * a page can change neither. A request with neither header comes from no browser, so that there is
 * no cookie to be misused and nothing to refuse.
 *
 * @throws {HttpError} 403 for a write from elsewhere.
 */
export function guardOrigin(request: FastifyRequest, publicUrl: string): void {
  if (request.method === "GET" || request.method === "HEAD") return;
  const site = request.headers["sec-fetch-site"];
  if (site !== undefined) {
    if (site === "same-origin") return;
    throw new HttpError(403, refusal);
  }
  const { origin } = request.headers;
  if (origin === undefined || isOurs(origin, publicUrl, request.host)) return;
  throw new HttpError(403, refusal);
}

const refusal = "Yêu cầu đến từ một trang khác nên không được thực hiện.";

/** The address given to people, or the one the browser reached us under. */
function isOurs(origin: string, publicUrl: string, host: string): boolean {
  if (!URL.canParse(origin)) return false;
  return origin === new URL(publicUrl).origin || new URL(origin).host === host;
}
