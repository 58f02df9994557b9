import { createHash } from "node:crypto";

/** How a random token (a session's, an upload page's) is kept: SHA-256, hexadecimal. */
export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
