import cookie from "@fastify/cookie";
import helmet from "@fastify/helmet";
import multipart from "@fastify/multipart";
import rateLimit from "@fastify/rate-limit";
import fastifyStatic from "@fastify/static";
import { fastify, type FastifyInstance, LogController } from "fastify";
import { join } from "node:path";
import { registerChatEvents } from "./chat-events.ts";
import { registerDownload } from "./download.ts";
import { answerErrors } from "./error-response.ts";
import { guardOrigin } from "./guard-origin.ts";
import { registerHealth } from "./health.ts";
import { HttpError } from "./http-error.ts";
import { registerLogin } from "./login.ts";
import { pagesFolder } from "./page.ts";
import { registerPictures } from "./picture.ts";
import type { ServerDependencies } from "./server-dependencies.ts";
import { registerChatFiles, registerUploadPage } from "./upload.ts";
import { registerWebChat } from "./web-chat.ts";

/** A hundred megabytes over a slow line take a while. */
const requestTimeoutMs = 30 * 60_000;

/** Builds the HTTP server: pages, web chat, files, health, and the routes given. */
export function buildServer(deps: ServerDependencies): FastifyInstance {
  const app: FastifyInstance = fastify({
    loggerInstance: deps.log,
    // The address and its query may hold tokens; `logRequests` writes the route's pattern instead.
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: 1_048_576,
    requestTimeout: requestTimeoutMs,
    // Proxies are believed about the address they serve; nobody else is.
    trustProxy: deps.trustedProxies,
    forceCloseConnections: "idle",
    routerOptions: { maxParamLength: 200 },
  });
  answerErrors(app);
  logRequests(app);
  void app.register(helmet, securityHeaders(deps.publicUrl));
  void app.register(cookie);
  void app.register(rateLimit, {
    global: false,
    errorResponseBuilder: () =>
      new HttpError(429, "Anh/chị đã thử quá nhiều lần. Vui lòng đợi một phút rồi thử lại."),
  });
  void app.register((scope, _options, done) => {
    registerHealth(scope, deps);
    for (const register of deps.routes ?? []) register(scope);
    done();
  });
  void app.register(pages, deps);
  return app;
}

/** Everything that people reach with a browser, behind the same-origin check. */
function pages(scope: FastifyInstance, deps: ServerDependencies, done: () => void): void {
  void scope.register(multipart, { throwFileSizeLimit: false });
  void scope.register(fastifyStatic, {
    root: join(pagesFolder, "assets"),
    prefix: "/assets/",
    // Checked for changes at each use: after an upgrade no page meets an old script.
    cacheControl: false,
    setHeaders: (reply) => {
      reply.header("cache-control", "no-cache");
    },
  });
  scope.addContentTypeParser(
    "application/x-www-form-urlencoded",
    { parseAs: "string", bodyLimit: 16_384 },
    (_request, body, parsed) => {
      parsed(null, Object.fromEntries(new URLSearchParams(body.toString())));
    },
  );
  scope.addHook("onRequest", (request, _reply, next) => {
    guardOrigin(request, deps.publicUrl);
    next();
  });
  scope.get("/", (_request, reply) => reply.redirect("/chat", 303));
  registerLogin(scope, deps);
  registerWebChat(scope, deps);
  registerChatEvents(scope, deps);
  registerPictures(scope, deps);
  registerChatFiles(scope, deps);
  registerUploadPage(scope, deps);
  registerDownload(scope, deps);
  done();
}

/** One line per answer: no address of a person, no token, no query. */
function logRequests(app: FastifyInstance): void {
  app.addHook("onResponse", (request, reply, done) => {
    const route = request.routeOptions.url ?? "unknown";
    const ms = Math.round(reply.elapsedTime);
    const level = reply.statusCode >= 500 ? "warn" : "debug";
    request.log[level]({ method: request.method, route, status: reply.statusCode, ms }, "answered");
    done();
  });
}

function securityHeaders(publicUrl: string): Parameters<typeof helmet>[1] {
  const isSecure = publicUrl.startsWith("https:");
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        imgSrc: ["'self'", "blob:"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    // A server reached without TLS must not forbid itself.
    strictTransportSecurity: isSecure,
    referrerPolicy: { policy: "same-origin" },
    crossOriginOpenerPolicy: isSecure,
    originAgentCluster: isSecure,
  };
}
