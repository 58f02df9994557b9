import type { Messages } from "./catalogue.ts";
import { approvalEn } from "./en/approval.ts";
import { appealEn } from "./en/appeal.ts";
import { commandsEn } from "./en/commands.ts";
import { buttonsEn, commonEn, menuEn, registerEn } from "./en/common.ts";
import { councilEn } from "./en/council.ts";
import { jointEn } from "./en/joint.ts";
import { evidenceEn, noticeEn } from "./en/evidence.ts";
import { deliveryEn } from "./en/delivery.ts";
import { historyEn } from "./en/history.ts";
import { lastYearEn } from "./en/last-year.ts";
import { leafEn } from "./en/leaf.ts";
import { listEn } from "./en/list.ts";
import { agencyNoticeEn } from "./en/agency-notice.ts";
import { roundEn, roundNoticeEn } from "./en/round.ts";
import { signOffEn } from "./en/sign-off.ts";
import { reappraiseEn } from "./en/reappraise.ts";
import { schemeChangeMessagesEn } from "./en/scheme-change.ts";
import { submitEn } from "./en/submit.ts";
import { surveyEn } from "./en/survey.ts";
import { standingEn } from "./en/standing.ts";
import { reminderEn } from "./en/reminder.ts";
import { whyEn } from "./en/why.ts";
import { appraiseEn } from "./en/appraise.ts";
import { overviewEn } from "./en/overview.ts";
import { pictureEn } from "./en/picture.ts";
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
  signOff: signOffEn,
  commands: commandsEn,
  why: whyEn,
  round: roundEn,
  roundNotice: roundNoticeEn,
  schemeChange: schemeChangeMessagesEn,
  agencyNotice: agencyNoticeEn,
  reminder: reminderEn,
  standing: standingEn,
  survey: surveyEn,
  appraise: appraiseEn,
  council: councilEn,
  joint: jointEn,
  approval: approvalEn,
  appeal: appealEn,
  reappraise: reappraiseEn,
  delivery: deliveryEn,
  history: historyEn,
  lastYear: lastYearEn,
  overview: overviewEn,
  picture: pictureEn,
  fileRefusal: refusalEn,
};
