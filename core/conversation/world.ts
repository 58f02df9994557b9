import type { Actor } from "../access/actor.ts";
import type { Calendar } from "../round/calendar.ts";
import type { RoundFacts } from "../round/round.ts";
import type { Code, Scheme } from "../scheme/scheme.ts";
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
import type { Messages } from "./messages/catalogue.ts";

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
  | { readonly kind: "redeemCode"; readonly code: string }
  | { readonly kind: "allEvidence" }
  | { readonly kind: "evidenceOf"; readonly code: Code }
  | { readonly kind: "receipt"; readonly receipt: string }
  /** The ranking of one group, or of every group the round has. */
  | { readonly kind: "rankings"; readonly group: string | null }
  /** One agency by code; null is the actor's own. With `code`, how that leaf came about too. */
  | {
      readonly kind: "agencyResult";
      readonly agencyCode: string | null;
      readonly code?: Code;
    }
  /** One leaf of an agency other than the actor's own, for explaining it. */
  | { readonly kind: "explained"; readonly agencyCode: string; readonly code: Code | null }
  | { readonly kind: "links" }
  /** A round by its code, or the one that is run now; with one of its agencies. */
  | {
      readonly kind: "roundCourse";
      readonly code: string | null;
      readonly agencyCode: string | null;
    };

/** The facts that were loaded for the needs named. */
export interface Found {
  readonly redeemed?: RedeemedCode;
  readonly receipt?: ReceiptFacts | null;
  readonly rankings?: readonly RankingFacts[];
  readonly agencyResult?: AgencyResult | null;
  readonly explained?: ExplainedFacts | null;
  readonly links?: readonly LinkFacts[];
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
