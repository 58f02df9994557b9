import type { AgencyCourse, RoundCourse } from "../round/course.ts";
import type { LeafTrace } from "../scoring/trace.ts";
import type { RoundMarks, Stage } from "../round/round.ts";
import type { Code, Scheme } from "../scheme/scheme.ts";
import type { AppealReceiptKind } from "./appeal/appeal-kinds.ts";
import type { DocumentReference, LeafContent } from "./effect.ts";
import type { DraftCourse } from "./sign-off/sign-off-facts.ts";

/** One leaf of an agency's draft as it stands now. */
export interface LeafFacts extends LeafContent {
  readonly code: Code;
  /** Grows with each change; an effect names the version it was decided on. */
  readonly version: number;
  readonly receipt: string;
  /** Instant of the last change. */
  readonly at: string;
  /** Full name of who made it. */
  readonly by: string;
  /** Evidence items that count: kept or on their way, documents named included. */
  readonly evidenceCount: number;
  /** What the leaf held before its last change, for undoing it; null when it held nothing. */
  readonly before: LeafContent | null;
}

/** An agency's self-score in one round, shared by everyone who works on it. */
export interface DraftFacts {
  /** Grows with each change of any leaf. */
  readonly version: number;
  /** When and by whom it was handed up to the leader. */
  readonly submitted: { readonly at: string; readonly by: string } | null;
  readonly course: DraftCourse;
  /** Only leaves that were ever touched. */
  readonly leaves: ReadonlyMap<Code, LeafFacts>;
}

/** How far a piece of evidence has come. */
export type EvidenceStatus = "fetching" | "kept" | "refused" | "failed" | "withdrawn" | "replaced";

/** One piece of evidence of a leaf. */
export interface EvidenceFacts {
  readonly id: string;
  readonly code: Code;
  /** Whether it came with the self-score or with an explanation. */
  readonly phase: "selfScoring" | "explaining";
  readonly wanted: string | null;
  /** The file's name, or null when a document was only named. */
  readonly fileName: string | null;
  readonly document: DocumentReference | null;
  readonly place: string | null;
  readonly status: EvidenceStatus;
  /** Why it was refused or could not be fetched. */
  readonly reason: string | null;
  readonly size: number | null;
  readonly sha256: string | null;
  readonly receipt: string;
  readonly at: string;
  readonly by: string;
}

/** What leaders and officers say to each other about the draft, with a receipt. */
export type SignOffKind =
  "signOff" | "return" | "returnAnswer" | "delegate" | "revokeDelegation" | "factorReset";
/** What appraisers get receipts for; the content is told by the leaf, not by its receipt. */
export type AppraisalReceipt = "value" | "secondValue" | "explanationRequest" | "bulkAgreement";

/** What a receipt code stands for. */
export interface ReceiptFacts extends RoundMarks {
  readonly receipt: string;
  readonly kind:
    | ("answer" | "explanation" | "notApplicable" | "undo" | "evidence" | "submit")
    | SignOffKind
    | AppraisalReceipt
    | AppealReceiptKind;
  readonly agencyCode: string;
  readonly agencyName: string;
  readonly roundTitle: string;
  readonly stage: Stage;
  readonly code: Code | null;
  readonly at: string;
  readonly by: string;
  readonly byId: string | null;
  /** Of an appraiser, while the other of two blind values is not there. */
  readonly isBlind: boolean;
  /** SHA-256 over what was stored, hexadecimal. */
  readonly hash: string;
  readonly content: LeafContent | null;
  readonly evidence: EvidenceFacts | null;
  /** What was written with it: an explanation, a comment, a reason; null where nothing was. */
  readonly words: string | null;
}

/** One line of a ranking. */
export interface RankingRow {
  readonly rank: number | null;
  readonly agencyCode: string;
  readonly agencyName: string;
  /** As printed, with a point: "84.00"; null when nothing applies. */
  readonly index: string | null;
  readonly band: string | null;
  /** Leaves answered of leaves to answer by the agency itself. */
  readonly answered: number;
  readonly toAnswer: number;
  readonly submitted: boolean;
}

/** The decision that made results final; absent or null while they are provisional. */
export interface OfficialFacts {
  readonly number: string;
  /** YYYY-MM-DD. */
  readonly date: string;
}

/** The newest results of one group. */
export interface RankingFacts {
  readonly group: string;
  readonly roundTitle: string;
  readonly stage: Stage;
  /** Instant of the computation, null when there is none yet. */
  readonly computedAt: string | null;
  /** Number of the snapshot. */
  readonly snapshot: number | null;
  readonly isDemo: boolean;
  readonly isTraining: boolean;
  readonly official?: OfficialFacts | null | undefined;
  /** The grades, from the best down. */
  readonly bands: readonly string[];
  /** Best first; agencies without a rank last. */
  readonly rows: readonly RankingRow[];
}

/** One agency's newest result in detail. */
export interface AgencyResult {
  readonly row: RankingRow;
  readonly roundTitle: string;
  readonly isDemo: boolean;
  readonly isTraining: boolean;
  readonly stage: Stage;
  readonly computedAt: string;
  readonly snapshot: number;
  readonly official?: OfficialFacts | null | undefined;
  readonly schemeHash: string;
  /** Points with four decimals, a point as mark. */
  readonly achieved: string;
  readonly applicableMax: string;
  readonly bonus: string;
  readonly penalty: string;
  readonly groupSize: number;
  /** Leaves answered that lack only proof; 0 when self-scoring is over. */
  readonly unproved: number;
  /** Points and maximum of each node, four decimals; null points where it does not apply. */
  readonly nodes: ReadonlyMap<Code, { readonly points: string | null; readonly max: string }>;
  /** How the leaf asked for came about among its group; null when none was asked for. */
  readonly trace: LeafTrace | null;
}

/** What `/visao CODE AGENCY` needs to explain a leaf of any agency. */
export interface ExplainedFacts {
  readonly agencyId: string;
  readonly agencyCode: string;
  readonly agencyName: string;
  /** The scheme of that agency's group in its round. */
  readonly scheme: Scheme;
  readonly stage: Stage;
  readonly isDemo: boolean;
  readonly isTraining: boolean;
  /** The leaf named by the need; null when it was never touched or the code is a branch's. */
  readonly leaf: LeafFacts | null;
  readonly evidence: readonly EvidenceFacts[];
}

/** A chat or web login that speaks for a person. */
export interface LinkFacts {
  readonly id: string;
  readonly channel: "telegram" | "zalo" | "web";
  readonly label: string;
  readonly linkedAt: string;
  readonly isThisOne: boolean;
}

/** A round for whoever runs it. */
export interface RoundCourseFacts {
  readonly course: RoundCourse;
  /** The agency that was named; null when it is not in the round, or none was named. */
  readonly agency: AgencyCourse | null;
  /** Codes of the rounds there are, newest first. */
  readonly others: readonly string[];
}

/** What a typed code turned out to be. */
export type RedeemedCode =
  | {
      readonly kind: "good";
      readonly codeId: string;
      readonly staffId: string;
      readonly name: string;
      readonly agencyName: string;
    }
  | { readonly kind: "unknown" | "expired" | "used" | "locked" };
