import type { Messages } from "./catalogue.ts";
import { commandsEn } from "./en/commands.ts";
import { buttonsEn, commonEn, menuEn, registerEn } from "./en/common.ts";
import { evidenceEn, noticeEn } from "./en/evidence.ts";
import { historyEn } from "./en/history.ts";
import { leafEn } from "./en/leaf.ts";
import { listEn } from "./en/list.ts";
import { submitEn } from "./en/submit.ts";
import { whyEn } from "./en/why.ts";
import { refusalEn } from "./refusal-en.ts";

/** What the bot says in English. */
export const en: Messages = {
  language: "en",
  common: commonEn,
  buttons: buttonsEn,
  register: registerEn,
  menu: menuEn,
  leaf: leafEn,
  list: listEn,
  evidence: evidenceEn,
  notice: noticeEn,
  submit: submitEn,
  commands: commandsEn,
  why: whyEn,
  history: historyEn,
  fileRefusal: refusalEn,
};
