import { z } from "zod";
import type { ChatInput } from "../../../core/conversation/turn.ts";

const message = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("text"), text: z.string() }),
  z.object({ kind: z.literal("choice"), key: z.string(), label: z.string().default("") }),
  z.object({
    kind: z.literal("file"),
    ref: z.string(),
    name: z.string(),
    size: z.number().nullable().default(null),
    group: z.string().nullable().default(null),
    caption: z.string().default(""),
  }),
]);

/**
 * What a person did on the web page, as it is kept in the inbox and shown in the history; `label`
 * is what the pressed button said.
 */
export type WebMessage = z.infer<typeof message>;

/** Reads a kept payload of the web chat; null when it is none. */
export function readWebMessage(payload: unknown): WebMessage | null {
  const read = message.safeParse(payload);
  return read.success ? read.data : null;
}

/** Reads an update of the web chat; text is made NFC, as keyboards differ in how they compose. */
export function decodeWebMessage(payload: unknown): ChatInput | null {
  const read = readWebMessage(payload);
  if (!read) return null;
  switch (read.kind) {
    case "text":
      return { kind: "text", text: read.text.normalize("NFC") };
    case "choice":
      return { kind: "choice", key: read.key, messageId: null };
    case "file": {
      const { ref, name, size, group, caption } = read;
      const file = { ref, name: name.normalize("NFC"), size };
      return { kind: "file", file, caption: caption.normalize("NFC"), group };
    }
  }
}
