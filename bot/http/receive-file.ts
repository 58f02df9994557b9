import type { FastifyReply, FastifyRequest } from "fastify";
import { maxUploadBytes, type UploadStore } from "../../adapters/files/upload-store.ts";
import { refusalVi } from "../../core/conversation/messages/refusal-vi.ts";
import { safeFileName } from "./file-name.ts";
import { HttpError } from "./http-error.ts";

/** A file that was read whole from a form. */
export interface ReceivedFile {
  readonly ref: string;
  readonly name: string;
  readonly size: number;
}

/** What the other parts of a form may add to its file's bytes. */
const formBytes = 64 * 1_024;

/**
 * Streams the one file of a form to the upload area.
 *
 * @throws {HttpError} 400 when there is none, 413 when it is above the limit.
 */
export async function receiveFile(
  uploads: UploadStore,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<ReceivedFile> {
  if (Number(request.headers["content-length"]) > maxUploadBytes + formBytes) {
    refuseLarge(reply);
  }
  if (!request.isMultipart()) throw new HttpError(415, "Cần gửi tệp theo biểu mẫu của trang.");
  const part = await request.file({ limits: { files: 1, fileSize: maxUploadBytes + 1 } });
  if (!part || part.filename === "") throw new HttpError(400, "Chưa có tệp nào được chọn.");
  const stored = await uploads.store(part.file, maxUploadBytes);
  if (stored === "tooLarge") return refuseLarge(reply);
  return { ...stored, name: safeFileName(part.filename) };
}

/** The rest of the body is not read, so the connection cannot be used again. */
function refuseLarge(reply: FastifyReply): never {
  void reply.header("connection", "close");
  throw new HttpError(413, refusalVi({ kind: "tooLarge", maxBytes: maxUploadBytes }));
}
