import { z } from "zod";
import { readWebMessage } from "../../adapters/channels/web/decode-web-message.ts";
import type { StoredMessage, WebCursor } from "../../adapters/db/web-history-repository.ts";

/** One message as the page shows it. */
export type PageMessage = {
  /** Unique in the chat and stable; what the page has already is dropped by it. */
  readonly key: string;
  readonly at: string;
} & (
  | {
      readonly from: "me";
      /** The id that the page gave it. */
      readonly id: string;
      readonly text: string;
      /** Name and bytes of the file sent; null when none was. */
      readonly file: { readonly name: string; readonly size: number | null } | null;
      readonly isDead: boolean;
    }
  | ({ readonly from: "us" } & z.infer<typeof replyShape>)
);

const replyShape = z.object({
  title: z.string().optional(),
  text: z.string(),
  choices: z.array(z.array(z.object({ key: z.string(), label: z.string() }))).optional(),
  link: z.object({ label: z.string(), url: z.string() }).optional(),
  picture: z
    .object({ id: z.uuid(), label: z.string(), width: z.number(), height: z.number() })
    .optional(),
});
const bodyShape = z.object({ reply: replyShape });
const uploadShape = z.object({ upload: z.object({ name: z.string(), size: z.coerce.number() }) });

/** Reads a stored message for the page; undefined for one that there is nothing to show of. */
export function pageMessage(stored: StoredMessage): PageMessage | undefined {
  const at = stored.at.toISOString();
  if (stored.from === "us") {
    const body = bodyShape.safeParse(stored.content);
    return body.success ? { key: `r${stored.id}`, at, from: "us", ...body.data.reply } : undefined;
  }
  const said = saidIn(stored.content);
  if (!said) return undefined;
  // The id was stored with its owner's before it, so that no one can use up another's.
  const id = stored.externalId.slice(stored.externalId.indexOf(":") + 1);
  return { key: `s${stored.id}`, at, from: "me", id, ...said, isDead: stored.isDead };
}

type Said = Pick<Extract<PageMessage, { from: "me" }>, "text" | "file">;

function saidIn(content: unknown): Said | undefined {
  const linked = uploadShape.safeParse(content);
  if (linked.success) return { text: "", file: linked.data.upload };
  const message = readWebMessage(content);
  switch (message?.kind) {
    case "text":
      return { text: message.text, file: null };
    case "choice":
      return { text: message.label || message.key, file: null };
    case "file":
      return { text: message.caption, file: { name: message.name, size: message.size } };
    case undefined:
      return undefined;
  }
}

/** The cursor after a message has been given. */
export function advanceCursor(cursor: WebCursor, { from, id }: StoredMessage): WebCursor {
  if (from === "person") return { ...cursor, said: id > cursor.said ? id : cursor.said };
  return { ...cursor, replied: id > cursor.replied ? id : cursor.replied };
}

/** The cursor that lies before all the messages given, the newest of which may be none. */
export function cursorBefore(cursor: WebCursor, messages: readonly StoredMessage[]): WebCursor {
  return messages.reduce(
    (earliest, { from, id }) =>
      from === "person"
        ? { ...earliest, said: id < earliest.said ? id : earliest.said }
        : { ...earliest, replied: id < earliest.replied ? id : earliest.replied },
    cursor,
  );
}

/** A cursor as the page carries it. */
export function writeCursor({ said, replied }: WebCursor): string {
  return `${said}.${replied}`;
}

/** Reads a cursor; undefined when it is none. */
export function readCursor(text: string | undefined): WebCursor | undefined {
  const match = /^(\d{1,19})\.(\d{1,19})$/.exec(text ?? "");
  if (match?.[1] === undefined || match[2] === undefined) return undefined;
  const cursor = { said: BigInt(match[1]), replied: BigInt(match[2]) };
  return fits(cursor.said) && fits(cursor.replied) ? cursor : undefined;
}

/** PostgreSQL's largest bigint. */
function fits(id: bigint): boolean {
  return id <= 9_223_372_036_854_775_807n;
}
