import type { Actor } from "../access/actor.ts";
import type { Calendar } from "../round/calendar.ts";
import type { DeadGroup } from "../delivery/dead-letter.ts";
import type { RoundFacts } from "../round/round.ts";
import type { Code, Scheme } from "../scheme/scheme.ts";
import type { AppealFacts, AppealStatsRow, ReappraisalFacts } from "./appeal/appeal-facts.ts";
import type {
  AgencyResult,
  DraftFacts,
  EvidenceFacts,
  ExplainedFacts,
  LinkFacts,
  RankingFacts,
  ReceiptFacts,
  RedeemedCode,
  RoundCourseFacts,
} from "./facts.ts";
import type { CouncilFound, CouncilNeed } from "./council/council-found.ts";
import type { ComparedAgency } from "./overview/comparison.ts";
import type { GroupProgress } from "./overview/progress-facts.ts";
import type { FieldSpread } from "./overview/round-summary.ts";
import type { LastYear, LastYearEvidence } from "./last-year/last-year-facts.ts";
import type { HistoryFacts } from "./history/history-facts.ts";
import type { Messages } from "./messages/catalogue.ts";
import type {
  DelegationsFound,
  NamedPerson,
  FactorCheck,
  FactorFacts,
  SignOffFacts,
} from "./sign-off/sign-off-facts.ts";
import type { StandingFound } from "./standing/standing-found.ts";
import type { OwnRespondents, SurveyProgress } from "./respondents/respondent-facts.ts";
import type { ReminderFacts, ReminderView } from "./reminders/reminder-facts.ts";
import type { AppraisalFacts, LeavesWanted } from "./appraise/appraisal-board.ts";

export type {
  AgencyResult,
  DraftFacts,
  EvidenceFacts,
  EvidenceStatus,
  ExplainedFacts,
  LeafFacts,
  LinkFacts,
  RankingFacts,
  RankingRow,
  ReceiptFacts,
  RedeemedCode,
} from "./facts.ts";

/** A fact that only some inputs need; `needsOf` names them, the use-case loads them. */
export type Need =
  | CouncilNeed
  | { readonly kind: "redeemCode"; readonly code: string }
  | { readonly kind: "allEvidence" }
  | { readonly kind: "evidenceOf"; readonly code: Code }
  | { readonly kind: "receipt"; readonly receipt: string }
  /** The ranking of one group, or of every group the round has. */
  | { readonly kind: "rankings"; readonly group: string | null }
  /** How far every group has come in the phase that runs. */
  | { readonly kind: "progress" }
  /** The fields of every group with the agencies that lie furthest apart. */
  | { readonly kind: "fieldSpreads" }
  | { readonly kind: "comparison"; readonly agencyCodes: readonly [string, string] }
  /** One agency by code; null is the actor's own. With `code`, how that leaf came about too. */
  | {
      readonly kind: "agencyResult";
      readonly agencyCode: string | null;
      readonly code?: Code;
    }
  /** One leaf of an agency other than the actor's own, for explaining it. */
  | { readonly kind: "explained"; readonly agencyCode: string; readonly code: Code | null }
  | { readonly kind: "links" }
  | { readonly kind: "signOff" }
  | { readonly kind: "factor" }
  /** A confirmation code as typed; `isFirst` while the person proves a new app. */
  | { readonly kind: "checkFactor"; readonly code: string; readonly isFirst: boolean }
  | { readonly kind: "delegations" }
  /** Who of an agency confirms with an app. */
  | { readonly kind: "enrolled"; readonly agencyCode: string }
  /** What an appraiser has to do, and the leaves in full that the turn is about. */
  | ({ readonly kind: "appraisal" } & LeavesWanted)
  /** The own agency's leaves that were appraised lower than self-scored. */
  | { readonly kind: "appeals" }
  /** The explanations that wait for this appraiser; one of them in full where it is named. */
  | { readonly kind: "reappraisals"; readonly of: { agencyCode: string; code: Code } | null }
  | { readonly kind: "appealStats" }
  | { readonly kind: "reminders"; readonly view: ReminderView }
  | { readonly kind: "standing" }
  /** The own agency's list for the survey. */
  | { readonly kind: "respondents" }
  /** How far the agencies of every round have come with it. */
  | { readonly kind: "surveyProgress" }
  /** What could not be done, by cause. */
  | { readonly kind: "deadGroups" }
  /** What the own agency's leaves came to last year. */
  | { readonly kind: "lastYear" }
  /** The evidence of one leaf last year; a null agency is the own one. */
  | { readonly kind: "lastYearEvidence"; readonly agencyCode: string | null; readonly code: Code }
  | { readonly kind: "history"; readonly agencyCode: string; readonly code: Code }
  /** A round by its code, or the one that is run now; with one of its agencies. */
  | {
      readonly kind: "roundCourse";
      readonly code: string | null;
      readonly agencyCode: string | null;
    };

/** The facts that were loaded for the needs named. */
export interface Found extends CouncilFound {
  readonly redeemed?: RedeemedCode;
  readonly receipt?: ReceiptFacts | null;
  readonly rankings?: readonly RankingFacts[];
  readonly progress?: readonly GroupProgress[];
  readonly fieldSpreads?: readonly FieldSpread[];
  /** In the order asked for; null where there is no such agency, or no result. */
  readonly comparison?: readonly [ComparedAgency | null, ComparedAgency | null];
  readonly agencyResult?: AgencyResult | null;
  readonly explained?: ExplainedFacts | null;
  readonly links?: readonly LinkFacts[];
  readonly signOff?: SignOffFacts;
  readonly factor?: FactorFacts;
  readonly factorCheck?: FactorCheck;
  readonly delegations?: DelegationsFound;
  readonly enrolled?: readonly NamedPerson[];
  /** Null when no round is appraised. */
  readonly appraisal?: AppraisalFacts | null;
  readonly appeals?: readonly AppealFacts[];
  readonly reappraisals?: ReappraisalFacts;
  readonly appealStats?: readonly AppealStatsRow[];
  readonly reminders?: ReminderFacts;
  readonly standing?: StandingFound;
  readonly respondents?: OwnRespondents;
  readonly surveyProgress?: readonly SurveyProgress[];
  /** Newest first. */
  readonly deadGroups?: readonly DeadGroup[];
  readonly history?: HistoryFacts | null;
  readonly lastYear?: LastYear;
  /** By agency code, of the agencies whose leaves are being appraised. */
  readonly lastYears?: ReadonlyMap<string, LastYear>;
  readonly lastYearEvidence?: LastYearEvidence | null;
  readonly roundCourse?: RoundCourseFacts | null;
}

/** Everything a turn may read; loaded before it, never changed by it. */
export interface World {
  /** Instant of the turn, ISO 8601 in UTC. */
  readonly now: string;
  readonly say: Messages;
  readonly channel: {
    readonly name: "telegram" | "zalo" | "web";
    /** The largest file the channel itself can hand over, in bytes. */
    readonly maxFileBytes: number;
  };
  /** Where our pages are, without a slash at the end. */
  readonly publicUrl: string;
  /** Fresh for each turn, the same when the same update is played again. */
  readonly fresh: {
    /** Receipt codes to use in order, ten characters each; more than any turn needs. */
    readonly receipts: readonly string[];
    readonly token: string;
    readonly linkCode: string;
    readonly factor: {
      /** Secret of an authenticator app, 20 bytes in base 32. */
      readonly secret: string;
      /** Ten codes for the day the phone is gone. */
      readonly recoveryCodes: readonly string[];
      /** Six digits for another chat of the same person. */
      readonly chatCode: string;
    };
  };
  readonly me: Actor | null;
  /** The round that is open for this person's agency; null when there is none. */
  readonly round: RoundFacts | null;
  /** The same object on every turn while it is the same scheme: what is derived is kept by it. */
  readonly scheme: Scheme | null;
  /** Opened once for the province and handed to every turn. */
  readonly calendar: Calendar;
  readonly draft: DraftFacts | null;
  /** Evidence of the leaf the talk is on; of all leaves when `allEvidence` was needed. */
  readonly evidence: readonly EvidenceFacts[];
  readonly found: Found;
}
