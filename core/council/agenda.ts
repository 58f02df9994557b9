import type { Phase } from "../round/round.ts";

/** An agency that an item is about. */
export interface ItemAgency {
  readonly id: string;
  readonly code: string;
  readonly name: string;
}

interface OfAgency {
  readonly agency: ItemAgency;
}

interface OfLeaf extends OfAgency {
  readonly code: string;
}

/** A fact of the round that puts an item on the council's agenda. */
export type AgendaSource =
  /** Agencies of one rank in a group. */
  | {
      readonly kind: "tie";
      readonly group: string;
      readonly rank: number;
      /** As printed. */
      readonly index: string;
      readonly agencies: readonly ItemAgency[];
    }
  /** Two appraisals, neither seen by the other, that lie further apart than the round allows. */
  | (OfLeaf & {
      readonly kind: "blindDifference";
      /** Ten-thousandths; null where the leaf does not apply, or the group decides. */
      readonly first: number | null;
      readonly second: number | null;
    })
  | (OfLeaf & {
      readonly kind: "explanation";
      readonly answer: "rejected" | "partly";
      /** Ten-thousandths before and after explaining. */
      readonly appraised: number | null;
      readonly explained: number | null;
      readonly reason: string;
    })
  | (OfAgency & ExceptionSource & { readonly kind: "extension" })
  | (OfAgency & ExceptionSource & { readonly kind: "reopening"; readonly codes: readonly string[] })
  | (OfLeaf & {
      readonly kind: "notApplicable";
      readonly reason: string;
      /** The province's declaration behind it; none where the agency itself asked for it. */
      readonly declarationId: string | null;
    })
  | (OfAgency & {
      readonly kind: "bonus" | "penalty" | "knockout";
      readonly declarationId: string;
      readonly code: string;
      /** What the scheme calls it. */
      readonly name: string;
      readonly count: number;
      readonly reason: string;
    })
  /** A leaf drawn at random when others were agreed with in bulk, and not agreed with itself. */
  | (OfLeaf & {
      readonly kind: "spotCheck";
      readonly appraiser: string;
      readonly finding: SpotCheckFinding;
    })
  /** All that one appraiser agreed with in bulk. */
  | {
      readonly kind: "bulkAgreement";
      /** The appraiser's. */
      readonly id: string;
      readonly appraiser: string;
      readonly times: number;
      readonly agreed: number;
      /** Leaves left out at random for single judgement, and of these what it made of them. */
      readonly drawn: number;
      readonly differing: number;
      readonly unjudged: number;
    }
  | (OfAgency & {
      readonly kind: "signedAlone";
      readonly id: string;
      readonly leader: string;
      readonly reason: string;
    });

/** What single judgement made of a drawn leaf. */
export type SpotCheckFinding =
  | { readonly kind: "unjudged" }
  | {
      readonly kind: "differs";
      /** Ten-thousandths by the agency and by the appraiser; null as in `blindDifference`. */
      readonly self: number | null;
      readonly points: number | null;
      readonly reason: string;
    };

interface ExceptionSource {
  readonly id: string;
  readonly phase: Phase;
  readonly closesAt: string;
  readonly reason: string;
  /** Empty when none is named. */
  readonly letter: string;
}

/** An item to be put on the agenda. */
export interface NewItem {
  readonly source: AgendaSource["kind"];
  /** Unique for the source: the same fact never makes two items. */
  readonly key: string;
  readonly agencyIds: readonly string[];
  readonly code: string | null;
  readonly declarationId: string | null;
  readonly proposal: string;
}

/**
 * Makes items of the facts that have none yet, in the order of the council's work.
 *
 * @param known - Source and key of the items there are.
 * @param propose - Writes the question before the council.
 */
export function newItems(
  sources: readonly AgendaSource[],
  known: ReadonlySet<string>,
  propose: (source: AgendaSource) => string,
): readonly NewItem[] {
  const items = [...sources].sort(byOrder).map((source) => ({
    source: source.kind,
    key: keyOfSource(source),
    agencyIds: agenciesOf(source).map(({ id }) => id),
    code: leafOf(source),
    declarationId: declarationOf(source),
    proposal: propose(source),
  }));
  const seen = new Set(known);
  return items.filter((item) => {
    const name = itemName(item);
    if (seen.has(name)) return false;
    seen.add(name);
    return true;
  });
}

/** The name of an item by where it comes from. */
export function itemName({ source, key }: Pick<NewItem, "source" | "key">): string {
  return `${source} ${key}`;
}

const order: readonly AgendaSource["kind"][] = [
  ...(["explanation", "blindDifference", "spotCheck", "bulkAgreement"] as const),
  "notApplicable",
  ...(["bonus", "penalty", "knockout", "extension", "reopening"] as const),
  ...(["signedAlone", "tie"] as const),
];

function byOrder(one: AgendaSource, other: AgendaSource): number {
  const place = order.indexOf(one.kind) - order.indexOf(other.kind);
  return place || compareText(sortText(one), sortText(other));
}

function sortText(source: AgendaSource): string {
  return `${agenciesOf(source)[0]?.code ?? ""} ${keyOfSource(source)}`;
}

function agenciesOf(source: AgendaSource): readonly ItemAgency[] {
  if (source.kind === "tie") return source.agencies;
  return source.kind === "bulkAgreement" ? [] : [source.agency];
}

function declarationOf(source: AgendaSource): string | null {
  return "declarationId" in source ? source.declarationId : null;
}

/** The leaf whose points a decision may set. */
function leafOf(source: AgendaSource): string | null {
  return "code" in source && declarationOf(source) === null ? source.code : null;
}

function keyOfSource(source: AgendaSource): string {
  if ("count" in source) return source.declarationId;
  if ("id" in source) return source.id;
  if (source.kind !== "tie") return `${source.agency.code} ${source.code}`;
  const codes = source.agencies.map(({ code }) => code).sort(compareText);
  return `${source.group} ${codes.join(" ")}`;
}

function compareText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
