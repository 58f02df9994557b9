/**
 * A decimal as text in canonical form: an optional minus, no leading zeros but one before the
 * point, no trailing zeros after it, never an exponent or a comma: "0.25", "100", "-3".
 */
export type DecimalText = string;

/** A node's address, parent's code first: "1.1.3". Always text: "1.10" is not "1.1". */
export type Code = string;

/** Who gives a leaf's answer. */
export type Source = "self" | "appraiser" | "survey" | "external";

/** What happens to a leaf that does not apply: its maximum leaves the total, or it counts full. */
export type NotApplicablePolicy = "rebase" | "full" | "forbidden";

/** What a rule gives where its denominator or baseline is missing. */
export type MissingPolicy = "full" | "zero" | "notApplicable";

/** One answer of a list, with the points it is worth. */
export interface LabelledPoints {
  readonly key: string;
  readonly label: string;
  readonly points: DecimalText;
}

/** How a leaf's answer becomes points; scheme-format.md section 3, defaults written out. */
export type Rule =
  | { readonly kind: "yesNo" }
  | { readonly kind: "levels"; readonly levels: readonly LabelledPoints[] }
  | {
      readonly kind: "countLevels";
      /** Highest `atLeast` first. */
      readonly levels: readonly { readonly atLeast: DecimalText; readonly points: DecimalText }[];
    }
  | {
      readonly kind: "percentBands";
      /** Highest `from` first. */
      readonly bands: readonly {
        readonly from: DecimalText;
        readonly fromInclusive: boolean;
        readonly points: DecimalText;
      }[];
      readonly whenTotalZero: MissingPolicy;
    }
  | RatioRule
  | {
      readonly kind: "steps";
      readonly start: DecimalText;
      readonly every: DecimalText;
      readonly points: DecimalText;
      readonly base: DecimalText;
    }
  | { readonly kind: "perItem"; readonly points: DecimalText }
  | { readonly kind: "sum"; readonly parts: readonly SumPart[] }
  | {
      readonly kind: "deduct";
      readonly per: readonly LabelledPoints[];
      readonly zeroFrom?: DecimalText;
    }
  | {
      readonly kind: "lateness";
      /** The date it is due, or null when the answer brings its own (`dueFact`). */
      readonly due: string | null;
      readonly days: "calendar" | "working";
      /** Lowest `maxDaysLate` first. */
      readonly levels: readonly {
        readonly maxDaysLate: DecimalText;
        readonly points: DecimalText;
      }[];
    }
  | {
      readonly kind: "matrix";
      readonly facts: readonly MatrixFact[];
      /** In the scheme's own order: the first row whose conditions hold wins. */
      readonly rows: readonly MatrixRow[];
    }
  | { readonly kind: "gate"; readonly label: string; readonly scope: "leaf" | "parent" }
  | {
      readonly kind: "growth";
      readonly against: "lastYear" | "plan";
      /** Highest `from` first; the lowest has `from` null. */
      readonly bands: readonly {
        readonly from: DecimalText | null;
        readonly points: DecimalText;
      }[];
      readonly whenNoBaseline: MissingPolicy;
    }
  | {
      readonly kind: "relative";
      readonly mode: "ratioToBest" | "minMax" | "leader";
      readonly whenTotalZero: MissingPolicy;
    }
  | {
      readonly kind: "alternatives";
      readonly alternatives: readonly {
        readonly key: string;
        readonly label: string;
        readonly rule: Rule;
      }[];
    }
  | { readonly kind: "external"; readonly label: string; readonly scale: DecimalText }
  | { readonly kind: "survey"; readonly questions: readonly string[] }
  | { readonly kind: "appraiser"; readonly step?: DecimalText }
  | {
      readonly kind: "formula";
      readonly variables: readonly { readonly key: string; readonly label: string }[];
      readonly expression: string;
      readonly whenTotalZero: MissingPolicy;
    };

/** Points follow a share, with an optional floor and a cap. */
export interface RatioRule {
  readonly kind: "ratio";
  readonly floor?: DecimalText;
  readonly floorInclusive: boolean;
  readonly cap: DecimalText;
  readonly from: "zero" | "floor";
  readonly whenTotalZero: MissingPolicy;
  readonly mayExceed: boolean;
}

/** One part of a sum: worth its points when it is there, or scored by a rule of its own. */
export type SumPart =
  | LabelledPoints
  | {
      readonly key: string;
      readonly label: string;
      readonly max: DecimalText;
      readonly rule: Rule;
    };

/** One fact that a decision table reads. */
export type MatrixFact =
  | { readonly key: string; readonly label: string; readonly type: "count" | "yesNo" }
  | {
      readonly key: string;
      readonly label: string;
      readonly type: "percent";
      readonly whenTotalZero: "full" | "zero";
    };

/** The bounds that one fact of a decision table must keep. */
export interface MatrixCondition {
  readonly eq?: DecimalText | boolean;
  readonly gte?: DecimalText;
  readonly gt?: DecimalText;
  readonly lte?: DecimalText;
  readonly lt?: DecimalText;
}

/** One row of a decision table; the last row has no condition. */
export interface MatrixRow {
  readonly when?: Readonly<Record<string, MatrixCondition>>;
  readonly points: DecimalText;
}

/** A document the scheme asks for. */
export interface EvidenceWanted {
  readonly key: string;
  readonly name: string;
  readonly required: boolean;
}

/** A lĩnh vực or tiêu chí: its maximum is the sum of its children's. */
export interface Branch {
  readonly code: Code;
  readonly name: string;
  readonly max: DecimalText;
  readonly children: readonly SchemeNode[];
}

/** What is scored: usually a tiêu chí thành phần. */
export interface Leaf {
  readonly code: Code;
  readonly name: string;
  readonly max: DecimalText;
  readonly source: Source;
  /** The code of the agency that appraises the leaf. */
  readonly lead: string;
  readonly guidance?: string;
  readonly evidence: readonly EvidenceWanted[];
  readonly notApplicable: NotApplicablePolicy;
  readonly rule: Rule;
}

/** A node of the tree: a branch with children or a leaf with a rule. */
export type SchemeNode = Branch | Leaf;

/** A grade (mức xếp loại): an index reaches it from `from` on. */
export interface Band {
  readonly name: string;
  readonly from: DecimalText;
  readonly requires: readonly { readonly code: Code; readonly minPercent: DecimalText }[];
}

/** A declared fact that forbids the better grades. */
export interface Knockout {
  readonly key: string;
  readonly label: string;
  readonly notAbove: string;
}

/** A bonus or penalty item outside the total, in index points for each count. */
export interface AdjustmentItem {
  readonly code: Code;
  readonly kind: "bonus" | "penalty";
  readonly name: string;
  readonly points: DecimalText;
  readonly cap?: DecimalText;
  readonly zeroesLeaves: boolean;
}

/** One question of the sociological survey. */
export interface SurveyQuestion {
  readonly key: string;
  readonly text: string;
  readonly options: readonly {
    readonly key: string;
    readonly label: string;
    readonly weight: DecimalText;
  }[];
}

/** How ballots become shares. */
export interface SurveySettings {
  readonly combine: "pooled" | "groups";
  readonly groupWeights: Readonly<Record<string, DecimalText>>;
  readonly minBallots: DecimalText;
  readonly whenTooFew: "notApplicable" | "groupMean" | "zero";
  readonly questions: readonly SurveyQuestion[];
}

/** A bộ tiêu chí for one agency group, checked and with every default written out. */
export interface Scheme {
  readonly format: 1;
  readonly scheme: string;
  readonly title: string;
  readonly year: number;
  readonly group: string;
  readonly basis: readonly string[];
  readonly total: DecimalText;
  readonly evaluationPeriod: { readonly from: string; readonly to: string };
  readonly rounding: { readonly leafDecimals: number; readonly indexDecimals: number };
  /** Highest `from` first. */
  readonly bands: readonly Band[];
  readonly knockouts: readonly Knockout[];
  readonly ranking: "competition" | "dense";
  readonly tieBreakers: readonly string[];
  readonly adjustments: {
    readonly bonusCap?: DecimalText;
    readonly penaltyCap?: DecimalText;
    readonly items: readonly AdjustmentItem[];
  };
  readonly survey?: SurveySettings;
  readonly fields: readonly SchemeNode[];
}

/** Tells a leaf from a branch. */
export function isLeaf(node: SchemeNode): node is Leaf {
  return "rule" in node;
}

/** Lists every leaf in the scheme's order. */
export function leavesOf(nodes: readonly SchemeNode[]): readonly Leaf[] {
  return nodes.flatMap((node) => (isLeaf(node) ? [node] : leavesOf(node.children)));
}
