import type { FileRefusal } from "../../evidence/file-refusal.ts";
import type {
  ButtonMessages,
  CommonMessages,
  MenuMessages,
  RegisterMessages,
} from "./catalogue/common.ts";
import type { ApprovalMessages, CouncilMessages } from "./catalogue/council.ts";
import type { JointMessages } from "./catalogue/joint.ts";
import type { AppealMessages, ReappraiseMessages } from "./catalogue/appeal.ts";
import type { CommandMessages, WhyMessages } from "./catalogue/commands.ts";
import type { EvidenceMessages, NoticeMessages, SubmitMessages } from "./catalogue/evidence.ts";
import type { SignOffMessages } from "./catalogue/sign-off.ts";
import type { DeliveryMessages } from "./catalogue/delivery.ts";
import type { HistoryMessages } from "./catalogue/history.ts";
import type { LeafMessages, ListMessages } from "./catalogue/leaf.ts";
import type { AgencyNoticeMessages } from "./catalogue/agency-notice.ts";
import type { RoundMessages, RoundNoticeMessages } from "./catalogue/round.ts";
import type { SchemeChangeMessages } from "./catalogue/scheme-change.ts";
import type { LastYearMessages } from "./catalogue/last-year.ts";
import type { SurveyMessages } from "./catalogue/survey.ts";
import type { StandingMessages } from "./catalogue/standing.ts";
import type { ReminderMessages } from "./catalogue/reminder.ts";
import type { AppraiseMessages } from "./catalogue/appraise.ts";
import type { OverviewMessages } from "./catalogue/overview.ts";
import type { PictureMessages } from "./catalogue/picture.ts";

/** The languages the bot speaks; a person's own choice, Vietnamese until they choose. */
export type Language = "vi" | "en";

/**
 * Every sentence the bot says, each a function of the facts it names, in chapters by flow. `vi` is
 * written first and is what officials proof-read; a language that lacks a sentence does not compile.
 */
export interface Messages {
  readonly language: Language;
  readonly common: CommonMessages;
  readonly buttons: ButtonMessages;
  readonly register: RegisterMessages;
  readonly menu: MenuMessages;
  readonly leaf: LeafMessages;
  readonly list: ListMessages;
  readonly evidence: EvidenceMessages;
  readonly notice: NoticeMessages;
  readonly submit: SubmitMessages;
  readonly signOff: SignOffMessages;
  readonly commands: CommandMessages;
  readonly why: WhyMessages;
  readonly round: RoundMessages;
  readonly roundNotice: RoundNoticeMessages;
  readonly schemeChange: SchemeChangeMessages;
  readonly agencyNotice: AgencyNoticeMessages;
  readonly reminder: ReminderMessages;
  readonly standing: StandingMessages;
  readonly survey: SurveyMessages;
  readonly appraise: AppraiseMessages;
  readonly council: CouncilMessages;
  readonly joint: JointMessages;
  readonly approval: ApprovalMessages;
  readonly appeal: AppealMessages;
  readonly reappraise: ReappraiseMessages;
  readonly delivery: DeliveryMessages;
  readonly history: HistoryMessages;
  readonly lastYear: LastYearMessages;
  readonly overview: OverviewMessages;
  readonly picture: PictureMessages;
  /** Why a file was not taken and what to do instead. */
  readonly fileRefusal: (refusal: FileRefusal) => string;
}
