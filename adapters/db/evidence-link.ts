import { createHmac, timingSafeEqual } from "node:crypto";

/** For how long a link to a piece of evidence works, in milliseconds. */
const linkMs = 15 * 60_000;

/** Whom a link to a piece of evidence was given, and until when it works. */
export interface EvidenceLink {
  readonly evidenceId: string;
  readonly staffId: string;
}

/** The path of a link that opens one piece of evidence for one person, for 15 minutes. */
export function signEvidenceLink(
  secret: string,
  { evidenceId, staffId }: EvidenceLink,
  now: Date,
): string {
  const until = Math.floor((now.getTime() + linkMs) / 1000);
  const mark = markOf(secret, { evidenceId, staffId }, until);
  return `/evidence/${evidenceId}?den=${until}&ma=${mark}`;
}

/** What a link's signature is worth to the person who opens it. */
export type LinkState = "good" | "expired" | "wrong";

/** Checks a link: that we gave it, to this person, and less than 15 minutes ago. */
export function checkEvidenceLink(
  secret: string,
  link: EvidenceLink,
  given: { readonly until: number; readonly mark: string },
  now: Date,
): LinkState {
  const expected = Buffer.from(markOf(secret, link, given.until));
  const read = Buffer.from(given.mark);
  if (expected.length !== read.length || !timingSafeEqual(expected, read)) return "wrong";
  return now.getTime() < given.until * 1000 ? "good" : "expired";
}

function markOf(secret: string, { evidenceId, staffId }: EvidenceLink, until: number): string {
  return createHmac("sha256", secret)
    .update(`evidence-link/${evidenceId}/${staffId}/${until}`)
    .digest("base64url")
    .slice(0, 22);
}
