import type { Code, MatrixCondition } from "../scheme/scheme.ts";

/**
 * An exact figure: a canonical decimal where the digits end ("1.35"), otherwise a fraction in
 * lowest terms ("2/3", "-5/7"). `readFigure` and `formatFigure` in core/rational.ts read and cut it.
 */
export type Figure = string;

/** A share told with the figures it came from; `percent` is 100 × done / total, never rounded. */
export interface ShareFigures {
  readonly done: Figure;
  readonly total: Figure;
  readonly percent: Figure;
}

/** Why a rule could not be computed from the answer. */
export type MissingReason = "totalZero" | "noBaseline" | "divisionByZero" | "tooFewBallots";

/** One part of a sum; `steps` is empty for a part that is simply there or not. */
export interface TracePart {
  readonly key: string;
  readonly label: string;
  readonly max: Figure;
  /** For a part without a rule: whether the agency said it is there; otherwise null. */
  readonly there: boolean | null;
  readonly steps: readonly TraceStep[];
  /** What the part adds, already held between 0 and `max`. */
  readonly points: Figure;
}

/** One fact of a decision table as it was given; `share` only for a percent fact with a total. */
export interface TraceFact {
  readonly key: string;
  readonly label: string;
  readonly value: Figure | boolean;
  readonly share: ShareFigures | null;
}

/** One question of a survey leaf: its mean between 0 and 1 over so many valid ballots. */
export interface TraceQuestion {
  readonly key: string;
  readonly ballots: Figure;
  readonly mean: Figure;
}

/**
 * How a rule turned the facts into points. `points` is exact, before it is held between 0 and the
 * maximum and before it is rounded; what each member names re-computes to it.
 */
export type RuleStep =
  | { readonly kind: "yesNo"; readonly yes: boolean; readonly points: Figure }
  | {
      readonly kind: "levels";
      readonly key: string;
      readonly label: string;
      readonly points: Figure;
    }
  | {
      readonly kind: "countLevels";
      readonly count: Figure;
      /** The highest threshold that the count reaches. */
      readonly atLeast: Figure;
      readonly points: Figure;
    }
  | {
      readonly kind: "percentBands";
      readonly share: ShareFigures;
      readonly from: Figure;
      readonly fromInclusive: boolean;
      /** The next higher band, which was not reached; null in the highest. */
      readonly next: { readonly from: Figure; readonly fromInclusive: boolean } | null;
      readonly points: Figure;
    }
  | {
      readonly kind: "ratio";
      readonly share: ShareFigures;
      readonly floor: Figure | null;
      readonly floorInclusive: boolean;
      readonly cap: Figure;
      readonly from: "zero" | "floor";
      readonly reached: "underFloor" | "between" | "cap";
      /** The share of the maximum that is earned: 0, p / cap, (p - floor) / (cap - floor) or 1. */
      readonly factor: Figure;
      readonly max: Figure;
      readonly points: Figure;
    }
  | {
      readonly kind: "steps";
      readonly value: Figure;
      readonly start: Figure;
      readonly every: Figure;
      readonly base: Figure;
      readonly each: Figure;
      /** Whole steps made; null when the value is under the start, which gives 0. */
      readonly steps: Figure | null;
      readonly points: Figure;
    }
  | {
      readonly kind: "perItem";
      readonly count: Figure;
      readonly each: Figure;
      readonly points: Figure;
    }
  | { readonly kind: "sum"; readonly parts: readonly TracePart[]; readonly points: Figure }
  | {
      readonly kind: "deduct";
      readonly max: Figure;
      readonly per: readonly {
        readonly key: string;
        readonly label: string;
        readonly count: Figure;
        readonly each: Figure;
        readonly lost: Figure;
      }[];
      /** All counts together. */
      readonly together: Figure;
      readonly zeroFrom: Figure | null;
      /** The counts together reached `zeroFrom`: nothing is left. */
      readonly allLost: boolean;
      readonly points: Figure;
    }
  | {
      readonly kind: "lateness";
      /** Null: it was never handed in. */
      readonly date: string | null;
      readonly due: string;
      readonly days: "calendar" | "working";
      /** Null when `date` is null. */
      readonly daysLate: Figure | null;
      /** The level it fell in; null beyond the last level or when never handed in. */
      readonly maxDaysLate: Figure | null;
      readonly points: Figure;
    }
  | {
      readonly kind: "matrix";
      readonly facts: readonly TraceFact[];
      /** Counted from 1. */
      readonly row: number;
      /** Null in the last row, which always holds. */
      readonly when: Readonly<Record<string, MatrixCondition>> | null;
      readonly points: Figure;
    }
  | {
      readonly kind: "gate";
      readonly label: string;
      readonly scope: "leaf" | "parent";
      readonly breaches: Figure;
      readonly points: Figure;
    }
  | {
      readonly kind: "growth";
      readonly against: "lastYear" | "plan";
      readonly current: Figure;
      readonly baseline: Figure;
      /** current - baseline. */
      readonly change: Figure;
      /** The highest threshold reached; null in the lowest band. */
      readonly from: Figure | null;
      readonly points: Figure;
    }
  | {
      readonly kind: "ratioToBest";
      readonly share: ShareFigures;
      /** The group's best percent; 0 gives everyone 0. */
      readonly best: Figure;
      readonly max: Figure;
      readonly points: Figure;
    }
  | {
      readonly kind: "minMax";
      readonly share: ShareFigures;
      readonly best: Figure;
      /** Equal to `best` when all agencies are equal, which gives everyone the maximum. */
      readonly worst: Figure;
      readonly max: Figure;
      readonly points: Figure;
    }
  | {
      readonly kind: "leader";
      readonly actual: Figure;
      readonly target: Figure;
      /** actual / target. */
      readonly q: Figure;
      /** The group's highest q. */
      readonly best: Figure;
      readonly place: "below" | "at" | "above" | "leader";
      readonly max: Figure;
      readonly points: Figure;
    }
  | {
      readonly kind: "alternatives";
      readonly key: string;
      readonly label: string;
      readonly steps: readonly TraceStep[];
      readonly points: Figure;
    }
  | {
      readonly kind: "external";
      readonly label: string;
      readonly value: Figure;
      readonly scale: Figure;
      readonly max: Figure;
      readonly points: Figure;
    }
  | {
      readonly kind: "survey";
      /** Empty when the share is borrowed from the group. */
      readonly questions: readonly TraceQuestion[];
      /** Too few ballots of its own: the mean share of the group's other agencies. */
      readonly borrowed: boolean;
      readonly share: Figure;
      readonly max: Figure;
      readonly points: Figure;
    }
  | { readonly kind: "appraiser"; readonly points: Figure }
  | {
      readonly kind: "formula";
      readonly expression: string;
      readonly variables: readonly {
        readonly key: string;
        readonly label: string;
        readonly value: Figure;
      }[];
      readonly points: Figure;
    };

/**
 * One step on the way from the answer to the points that count, in the order of scheme-format.md
 * section 1: the rule, holding between 0 and the maximum, rounding, gates, penalties.
 */
export type TraceStep =
  | RuleStep
  /** There is no answer: the leaf counts 0. */
  | { readonly kind: "unanswered" }
  /** The rule could not be computed; the scheme says what it gives. */
  | {
      readonly kind: "missing";
      readonly why: MissingReason;
      readonly gives: "full" | "zero";
      readonly points: Figure;
    }
  /** The leaf does not apply: `rebase` takes its maximum out, `full` counts it full. */
  | {
      readonly kind: "notApplicable";
      readonly why: "declared" | MissingReason;
      readonly policy: "rebase" | "full";
    }
  /** The points depend on the group's other agencies, which are not known here (a chat's answer). */
  | {
      readonly kind: "awaitsGroup";
      readonly mode: "ratioToBest" | "minMax" | "leader";
      /** For `leader` done is the actual figure and total the target. */
      readonly share: ShareFigures;
    }
  /** Held between 0 and the maximum; only present when that changed the figure. */
  | { readonly kind: "held"; readonly before: Figure; readonly points: Figure }
  /** Rounded half up; only present when that changed the figure. */
  | {
      readonly kind: "rounded";
      readonly before: Figure;
      readonly decimals: number;
      readonly points: Figure;
    }
  /** Appraisers or the council set these points by hand. */
  | { readonly kind: "setByHand"; readonly points: Figure }
  /** A breach at the gate leaf `gate` made this leaf 0. */
  | { readonly kind: "zeroedByGate"; readonly gate: Code }
  /** The penalty item `item`, declared for the agency, made this leaf 0. */
  | { readonly kind: "zeroedByPenalty"; readonly item: Code };

/** A leaf's points told step by step; the last step's figure is `points`. */
export interface LeafTrace {
  readonly code: Code;
  readonly max: Figure;
  /** What counts; null when the leaf is out of the applicable maximum or awaits its group. */
  readonly points: Figure | null;
  readonly steps: readonly TraceStep[];
}
