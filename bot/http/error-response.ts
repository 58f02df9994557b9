import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { HttpError } from "./http-error.ts";
import { loadPage } from "./page.ts";

/** What is said when the fault has no sentence of its own. */
const sentences: Readonly<Record<number, string>> = {
  400: "Yêu cầu không đúng dạng. Anh/chị tải lại trang rồi thử lại.",
  401: "Phiên làm việc đã hết. Anh/chị đăng nhập lại.",
  403: "Anh/chị không có quyền làm việc này.",
  404: "Không tìm thấy trang này.",
  405: "Không thực hiện được theo cách này.",
  413: "Nội dung gửi lên quá lớn.",
  415: "Dạng nội dung này không được nhận.",
  429: "Anh/chị đã thử quá nhiều lần. Vui lòng đợi một phút rồi thử lại.",
  500: "Hệ thống gặp lỗi. Việc này đã được ghi lại; anh/chị thử lại sau ít phút.",
  503: "Hệ thống đang bận hoặc đang khởi động. Anh/chị thử lại sau ít phút.",
};

/**
 * Answers every fault in one way: a page for a browser that asked for one, JSON otherwise; a
 * sentence for the person, never a stack or the fault's own words.
 */
export function answerErrors(app: FastifyInstance): void {
  const page = loadPage("error.html");

  const answer = (request: FastifyRequest, reply: FastifyReply, status: number, text: string) => {
    void reply.code(status).header("cache-control", "no-store");
    if (!wantsPage(request)) return reply.send({ message: text });
    if (status === 401) return reply.redirect("/login", 303);
    return reply.type("text/html; charset=utf-8").send(page({ status: String(status), text }));
  };

  app.setErrorHandler((error: FastifyError, request, reply) => {
    const status = statusOf(error);
    if (status >= 500)
      request.log.error({ err: error, route: request.routeOptions.url }, "request");
    return answer(request, reply, status, sentenceOf(error, status));
  });
  app.setNotFoundHandler((request, reply) => answer(request, reply, 404, sentenceFor(404)));
}

/** Whether the request comes from a browser that will show the answer as a page. */
export function wantsPage(request: FastifyRequest): boolean {
  return (request.headers.accept ?? "").includes("text/html");
}

function statusOf(error: FastifyError): number {
  const status = error.statusCode ?? 500;
  if (status >= 400 && status < 600) return isDatabaseGone(error) ? 503 : status;
  return 500;
}

/** PostgreSQL is starting, stopping or not there: it passes. */
function isDatabaseGone(error: FastifyError): boolean {
  return /^(ECONNREFUSED|ECONNRESET|57P0\d|53300)$/.test(error.code);
}

function sentenceOf(error: FastifyError, status: number): string {
  return error instanceof HttpError ? error.message : sentenceFor(status);
}

function sentenceFor(status: number): string {
  return sentences[status] ?? sentences[status < 500 ? 400 : 500] ?? "";
}
