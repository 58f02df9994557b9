import { randomBytes } from "node:crypto";

/** Digits and capitals but for I, L, O and U (Crockford's base 32), as every receipt is written. */
const letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** A receipt for what no message caused: ten letters, each as likely as any other. */
export function randomReceipt(): string {
  return Array.from(randomBytes(10), (byte) => letters.charAt(byte % 32)).join("");
}
