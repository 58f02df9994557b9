import type { RoundMarks } from "../../round/round.ts";
import { keyOf } from "../choice-keys.ts";
import type { Language } from "../messages/catalogue.ts";
import { messagesIn } from "../messages/messages-in.ts";
import type { Reply } from "../turn.ts";
import type { AppealNotice } from "./appeal-facts.ts";

/** Tells the leader or the officer that explanations have moved on, with the way to them. */
export function appealNotice(notice: AppealNotice, marks: RoundMarks, language: Language): Reply {
  const say = messagesIn(language);
  const way =
    notice.kind === "returned"
      ? { key: keyOf("appeal", notice.code), label: say.buttons.openCode(notice.code) }
      : { key: keyOf("appeal"), label: say.appeal.buttons.list() };
  return { text: say.appeal.notice(notice, marks), choices: [[way]] };
}
