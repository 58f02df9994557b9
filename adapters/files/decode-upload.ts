import { z } from "zod";
import type { ChatInput } from "../../core/conversation/turn.ts";

const payloadShape = z.object({
  upload: z.object({
    ref: z.string(),
    name: z.string(),
    size: z.number().nullable().default(null),
    code: z.string(),
    wanted: z.string().nullable().default(null),
  }),
});

/**
 * Reads a file that came by the one-time upload page. It enters the lane of the chat that asked
 * for the page, whatever channel that is; null when the payload is the channel's own.
 */
export function decodeUpload(payload: unknown): ChatInput | null {
  // A common update is told apart without the cost of a schema.
  if (typeof payload !== "object" || payload === null || !("upload" in payload)) return null;
  const read = payloadShape.safeParse(payload);
  if (!read.success) return null;
  const { ref, name, size, code, wanted } = read.data.upload;
  return {
    kind: "file",
    file: { ref, name: name.normalize("NFC"), size },
    caption: "",
    group: null,
    target: { code, wanted },
  };
}
