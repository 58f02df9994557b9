import { createHmac } from "node:crypto";
import { codeFromBytes } from "../core/access/access-code.ts";
import type { World } from "../core/conversation/world.ts";
import type { WaitingUpdate } from "../usecases/ports.ts";

/** Letters of a receipt: digits and capitals but for I, L, O and U (Crockford's base 32). */
const receiptAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const receiptLength = 10;
const receiptsPerTurn = 6;

/**
 * Codes and tokens for a turn, derived from the update's own name under the server's secret: the
 * same update always gives the same receipt, and nobody else can work them out.
 */
export function freshCodes(key: string, update: WaitingUpdate): World["fresh"] {
  const { channel, bot, chatId } = update.from;
  const name = `${channel}/${bot}/${chatId}/${update.externalId}`;
  const derive = (purpose: string): Buffer =>
    createHmac("sha512", key).update(`${purpose}/${name}`).digest();
  return {
    get receipts() {
      return receiptsOf(derive("receipt"));
    },
    get token() {
      return derive("token").subarray(0, 24).toString("base64url");
    },
    get linkCode() {
      return codeFromBytes(derive("link"));
    },
    factor: {
      get secret() {
        return base32(derive("factor").subarray(0, 20));
      },
      get recoveryCodes() {
        return Array.from({ length: 10 }, (_, n) => codeFromBytes(derive(`recovery ${n}`)));
      },
      get chatCode() {
        return String(derive("confirm").readUIntBE(0, 6) % 1_000_000).padStart(6, "0");
      },
    },
  };
}

const base32Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** Twenty bytes as authenticator apps take them (RFC 4648, no padding). */
function base32(bytes: Buffer): string {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, "0")).join("");
  const letters = bits.match(/.{5}/g) ?? [];
  return letters.map((five) => base32Alphabet.charAt(Number.parseInt(five, 2))).join("");
}

/** One letter for each byte: 32 divides 256, so each letter is as likely as any other. */
function receiptsOf(bytes: Buffer): readonly string[] {
  const letters = Array.from(bytes, (byte) => receiptAlphabet.charAt(byte % 32)).join("");
  return Array.from({ length: receiptsPerTurn }, (_, index) =>
    letters.slice(index * receiptLength, (index + 1) * receiptLength),
  );
}
