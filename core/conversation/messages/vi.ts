import type { Messages } from "./catalogue.ts";
import { refusalVi } from "./refusal-vi.ts";
import { approvalVi } from "./vi/approval.ts";
import { appealVi } from "./vi/appeal.ts";
import { commandsVi } from "./vi/commands.ts";
import { buttonsVi, commonVi, menuVi, registerVi } from "./vi/common.ts";
import { councilVi } from "./vi/council.ts";
import { jointVi } from "./vi/joint.ts";
import { evidenceVi, noticeVi } from "./vi/evidence.ts";
import { deliveryVi } from "./vi/delivery.ts";
import { historyVi } from "./vi/history.ts";
import { lastYearVi } from "./vi/last-year.ts";
import { leafVi } from "./vi/leaf.ts";
import { listVi } from "./vi/list.ts";
import { agencyNoticeVi } from "./vi/agency-notice.ts";
import { roundVi, roundNoticeVi } from "./vi/round.ts";
import { signOffVi } from "./vi/sign-off.ts";
import { reappraiseVi } from "./vi/reappraise.ts";
import { schemeChangeMessagesVi } from "./vi/scheme-change.ts";
import { submitVi } from "./vi/submit.ts";
import { surveyVi } from "./vi/survey.ts";
import { standingVi } from "./vi/standing.ts";
import { reminderVi } from "./vi/reminder.ts";
import { whyVi } from "./vi/why.ts";
import { appraiseVi } from "./vi/appraise.ts";
import { overviewVi } from "./vi/overview.ts";
import { pictureVi } from "./vi/picture.ts";

/** What the bot says in Vietnamese. */
export const vi: Messages = {
  language: "vi",
  common: commonVi,
  buttons: buttonsVi,
  register: registerVi,
  menu: menuVi,
  leaf: leafVi,
  list: listVi,
  evidence: evidenceVi,
  notice: noticeVi,
  submit: submitVi,
  signOff: signOffVi,
  commands: commandsVi,
  why: whyVi,
  round: roundVi,
  roundNotice: roundNoticeVi,
  schemeChange: schemeChangeMessagesVi,
  agencyNotice: agencyNoticeVi,
  reminder: reminderVi,
  standing: standingVi,
  survey: surveyVi,
  appraise: appraiseVi,
  council: councilVi,
  joint: jointVi,
  approval: approvalVi,
  appeal: appealVi,
  reappraise: reappraiseVi,
  delivery: deliveryVi,
  history: historyVi,
  lastYear: lastYearVi,
  overview: overviewVi,
  picture: pictureVi,
  fileRefusal: refusalVi,
};
