import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from "node:crypto";

const ivBytes = 12;
const tagBytes = 16;

/**
 * Encrypts the secret of a person's authenticator app with AES-256-GCM under a key made from the
 * server's own secret; the person's id is bound in, so that rows cannot be exchanged.
 *
 * @returns iv, tag and ciphertext together, base64.
 */
export function sealFactor(serverSecret: string, staffId: string, factorSecret: string): string {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv("aes-256-gcm", keyOf(serverSecret), iv);
  cipher.setAAD(Buffer.from(staffId));
  const sealed = Buffer.concat([cipher.update(factorSecret, "utf8"), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString("base64");
}

/**
 * Opens what `sealFactor` made.
 *
 * @throws {Error} When it was changed, belongs to somebody else, or the server's secret is another.
 */
export function openFactor(serverSecret: string, staffId: string, sealed: string): string {
  const bytes = Buffer.from(sealed, "base64");
  const iv = bytes.subarray(0, ivBytes);
  const decipher = createDecipheriv("aes-256-gcm", keyOf(serverSecret), iv, {
    authTagLength: tagBytes,
  });
  decipher.setAAD(Buffer.from(staffId));
  decipher.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
  const plain = decipher.update(bytes.subarray(ivBytes + tagBytes));
  return Buffer.concat([plain, decipher.final()]).toString("utf8");
}

/** A confirmation or recovery code as it is kept: an HMAC bound to the person and the purpose. */
export function factorHmac(
  serverSecret: string,
  of: { readonly purpose: "recovery" | "confirm"; readonly staffId: string; readonly code: string },
): string {
  const text = `factor/${of.purpose}/${of.staffId}/${of.code}`;
  return createHmac("sha256", serverSecret).update(text).digest("hex");
}

function keyOf(serverSecret: string): Buffer {
  return Buffer.from(hkdfSync("sha256", serverSecret, "", "cham second factor", 32));
}
