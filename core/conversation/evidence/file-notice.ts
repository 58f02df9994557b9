import { readRefusal } from "../../evidence/file-refusal.ts";
import type { Language } from "../messages/catalogue.ts";
import { messagesIn } from "../messages/messages-in.ts";
import { keyOf } from "../choice-keys.ts";
import type { Reply } from "../turn.ts";
import type { EvidenceFacts } from "../facts.ts";

/** Tells the person who sent a file what became of it, when it was fetched and checked. */
export function fileNotice(evidence: EvidenceFacts, language: Language): Reply {
  const say = messagesIn(language);
  const { code, receipt, sha256, reason } = evidence;
  const about = { code, receipt, fileName: evidence.fileName ?? "" };
  if (sha256 !== null) return { text: say.notice.fileKept({ ...about, sha256 }) };

  const refusal = readRefusal(reason ?? "");
  const text = refusal
    ? say.notice.fileRefused({ ...about, refusal })
    : say.notice.fileFailed(about);
  return { text, choices: [[{ key: keyOf("add", code), label: say.buttons.addEvidence() }]] };
}
