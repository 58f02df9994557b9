/** One agency's figures; everything as it is stored, points in ten-thousandths. */
export interface AgencyFigures {
  readonly code: string;
  /** Every node with its counted points (null: does not apply), any order. */
  readonly nodes: readonly { readonly code: string; readonly points: number | null }[];
  /** What counts of each leaf: the step it comes from and that step's version. */
  readonly sources: readonly { readonly code: string; readonly source: string }[];
  /** Bonus, penalty, knock-outs, parts that do not apply: as declared. */
  readonly declarations: readonly string[];
  readonly achieved: number | null;
  readonly applicableMax: number | null;
  readonly bonus: number | null;
  readonly penalty: number | null;
  /** As printed. */
  readonly index: string | null;
  readonly band: string | null;
  readonly rank: number | null;
}

/** One group's figures. */
export interface GroupFigures {
  readonly group: string;
  readonly schemeHash: string;
  readonly agencies: readonly AgencyFigures[];
}

/** The first thing that differs between two texts of figures, by name. */
export interface FigureDifference {
  readonly group: string;
  /** Null when it is the group's scheme. */
  readonly agencyCode: string | null;
  /** A node's code, or the name of a total. */
  readonly what: string;
  /** Null when it was not there. */
  readonly before: string | null;
  readonly now: string | null;
}

/**
 * Writes all figures of a round as the text whose hash the closing decision keeps: a figure a line,
 * its name and its value divided by a tab, sorted by name.
 */
export function figuresText(roundCode: string, groups: readonly GroupFigures[]): string {
  const lines = groups.flatMap((group) => [
    line([group.group, "", "scheme"], group.schemeHash),
    ...group.agencies.flatMap((agency) => agencyLines(group.group, agency)),
  ]);
  return ["cham-figures-1", roundCode, ...lines.sort(byText), ""].join("\n");
}

/** Names the first figure that is not as it was; null when none differs. */
export function firstDifference(before: string, now: string): FigureDifference | null {
  if (before === now) return null;
  const [old, fresh] = [readLines(before), readLines(now)];
  const names = [...new Set([...old.keys(), ...fresh.keys()])].sort(byWeight);
  const name = names.find((each) => old.get(each) !== fresh.get(each)) ?? "";
  const [group = "", agency = "", what = ""] = name.split("/");
  return {
    ...{ group, agencyCode: agency === "" ? null : agency, what },
    ...{ before: old.get(name) ?? null, now: fresh.get(name) ?? null },
  };
}

const totals = ["achieved", "applicableMax", "bonus", "penalty", "index", "band", "rank"] as const;

function agencyLines(group: string, agency: AgencyFigures): readonly string[] {
  const place = [group, agency.code];
  return [
    ...agency.nodes.map(({ code, points }) => line([...place, code], text(points))),
    ...agency.sources.map(({ code, source }) => line([...place, `${code}@`], source)),
    ...(agency.declarations.length > 0
      ? [line([...place, "declared"], [...agency.declarations].sort(byText).join(" "))]
      : []),
    ...totals.map((each) => line([...place, each], text(agency[each]))),
  ];
}

function line(name: readonly string[], value: string): string {
  return `${name.map(plain).join("/")}\t${plain(value)}`;
}

function text(value: string | number | null): string {
  return value === null ? "-" : String(value);
}

/** Names and values hold no line end, tab or slash that could make one line look like another. */
function plain(value: string): string {
  return value.replaceAll(/[%/\t\n\r]/g, (mark) => encodeURIComponent(mark));
}

function readLines(text: string): ReadonlyMap<string, string> {
  const lines = text.split("\n").filter((each) => each.includes("\t"));
  return new Map(
    lines.map((each) => {
      const cut = each.indexOf("\t");
      return [each.slice(0, cut), decodeURIComponent(each.slice(cut + 1))];
    }),
  );
}

/** A leaf's own change is the cause; totals, ranks and others' ranks only follow from it. */
function byWeight(one: string, other: string): number {
  return weightOf(one) - weightOf(other) || byText(one, other);
}

function weightOf(name: string): number {
  const what = name.split("/")[2] ?? "";
  if (what === "scheme") return 0;
  if (what === "declared") return 1;
  if (what.endsWith("@")) return 2;
  const place = (totals as readonly string[]).indexOf(what);
  return place < 0 ? 100 - what.split(".").length : 101 + place;
}

function byText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
