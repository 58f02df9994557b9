import type { FastifyReply, FastifyRequest } from "fastify";
import {
  findSession,
  sessionMs,
  type WebSession,
} from "../../adapters/db/web-session-repository.ts";
import { HttpError } from "./http-error.ts";
import type { ServerDependencies } from "./server-dependencies.ts";

type SessionDependencies = Pick<ServerDependencies, "pool" | "clock" | "publicUrl">;

/**
 * The session that a request speaks for.
 *
 * @throws {HttpError} 401 when there is none; a browser is led to the login page.
 */
export async function requireSession(
  deps: SessionDependencies,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<WebSession> {
  const session = await sessionOf(deps, request, reply);
  if (!session) throw new HttpError(401, "Phiên làm việc đã hết. Anh/chị đăng nhập lại.");
  return session;
}

/** The session that a request speaks for, if any; one in use is prolonged, cookie and all. */
export async function sessionOf(
  deps: SessionDependencies,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<WebSession | undefined> {
  const token = tokenOf(deps, request);
  if (token === undefined) return undefined;
  const session = await findSession(deps.pool, token, deps.clock.now());
  if (session?.isProlonged) setSessionCookie(deps, reply, token);
  return session;
}

/** The token that the browser sent; undefined when it sent none. */
export function tokenOf(
  { publicUrl }: Pick<SessionDependencies, "publicUrl">,
  request: FastifyRequest,
): string | undefined {
  return request.cookies[cookieName(publicUrl)];
}

/** Hands the browser its token: not readable by scripts, not sent with other sites' requests. */
export function setSessionCookie(
  { publicUrl }: Pick<SessionDependencies, "publicUrl">,
  reply: FastifyReply,
  token: string,
): void {
  void reply.setCookie(cookieName(publicUrl), token, {
    ...cookieOptions(publicUrl),
    maxAge: sessionMs / 1_000,
  });
}

/** Takes the token away from the browser. */
export function clearSessionCookie(
  { publicUrl }: Pick<SessionDependencies, "publicUrl">,
  reply: FastifyReply,
): void {
  void reply.clearCookie(cookieName(publicUrl), cookieOptions(publicUrl));
}

function cookieOptions(publicUrl: string): {
  readonly path: string;
  readonly httpOnly: boolean;
  readonly sameSite: "lax";
  readonly secure: boolean;
} {
  return { path: "/", httpOnly: true, sameSite: "lax", secure: isSecure(publicUrl) };
}

/** The prefix lets browsers refuse a cookie that a neighbouring site has planted. */
function cookieName(publicUrl: string): string {
  return isSecure(publicUrl) ? "__Host-cham_session" : "cham_session";
}

function isSecure(publicUrl: string): boolean {
  return publicUrl.startsWith("https:");
}
