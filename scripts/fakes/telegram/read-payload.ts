import type { IncomingMessage } from "node:http";
import type { Payload } from "./wire.ts";

/** A file inside a multipart request. */
export interface UploadedFile {
  readonly name: string;
  readonly bytes: Buffer;
}

/** Fields that are JSON when they come in a form. */
const jsonFields = new Set([
  "reply_markup",
  "entities",
  "caption_entities",
  "media",
  "commands",
  "allowed_updates",
  "link_preview_options",
  "scope",
]);

/** Reads a request's parameters from its query, JSON body or form. */
export async function readPayload(request: IncomingMessage, query: string): Promise<Payload> {
  const fromQuery = query === "" ? {} : fromForm(new URLSearchParams(query));
  const type = request.headers["content-type"] ?? "";
  const body = await bodyOf(request);
  if (body.length === 0) return fromQuery;
  if (type.startsWith("application/json")) {
    const parsed = JSON.parse(body.toString("utf8")) as Payload;
    return query === "" ? parsed : { ...fromQuery, ...parsed };
  }
  const boundary = /boundary=(?:"([^"]+)"|([^;]+))/.exec(type);
  if (!boundary) return { ...fromQuery, ...fromForm(new URLSearchParams(body.toString("utf8"))) };
  return { ...fromQuery, ...fromMultipart(body, boundary[1] ?? boundary[2] ?? "") };
}

function bodyOf(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("error", reject);
    request.on("end", () => {
      resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks));
    });
  });
}

function fromForm(form: URLSearchParams): Payload {
  return Object.fromEntries([...form].map(([name, value]) => [name, fieldValue(name, value)]));
}

function fieldValue(name: string, value: string): unknown {
  return jsonFields.has(name) ? (JSON.parse(value) as unknown) : value;
}

function fromMultipart(body: Buffer, boundary: string): Payload {
  const fields: Record<string, unknown> = {};
  const mark = Buffer.from(`--${boundary}`);
  let at = body.indexOf(mark);
  while (at >= 0) {
    const next = body.indexOf(mark, at + mark.length);
    if (next < 0) break;
    // Between the line end behind the mark and the one before the next.
    readPart(body.subarray(at + mark.length + 2, next - 2), fields);
    at = next;
  }
  return fields;
}

function readPart(part: Buffer, fields: Record<string, unknown>): void {
  const split = part.indexOf("\r\n\r\n");
  if (split < 0) return;
  const head = part.subarray(0, split).toString("utf8");
  const content = part.subarray(split + 4);
  const name = /name="([^"]*)"/.exec(head)?.[1] ?? "";
  const fileName = /filename\*?="?([^"\r\n]*)"?/.exec(head)?.[1];
  fields[name] =
    fileName === undefined
      ? fieldValue(name, content.toString("utf8"))
      : ({ name: fileName, bytes: Buffer.from(content) } satisfies UploadedFile);
}
