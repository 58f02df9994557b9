import {
  type OpenNode,
  type Place,
  at,
  complete,
  figure,
  flag,
  has,
  list,
  listOr,
  oneOf,
  openNode,
  optionalFigure,
  present,
  rawItems,
  readText,
  refuse,
  refuseDoubles,
  shown,
  silentFigure,
  silentText,
  text,
} from "./read-raw.ts";
import { type RawValue, isRawList, isRawObject, keyOf } from "./raw-value.ts";
import { checkThresholds, keyIn } from "./rule-context.ts";
import type { AdjustmentItem, Band, Code, Knockout, Scheme } from "./scheme.ts";
import { compareCodes, compareDecimals, compareTexts, sorted, sortedByKey } from "./sorting.ts";

/** More than any province gives for one item, in index points; keeps sums of indexes exact. */
const mostItemPoints = "10000";

/** Reads the grades, highest first; the lowest starts at 0 and requires nothing. */
export function readBands(node: OpenNode, codes: ReadonlySet<Code>): readonly Band[] | undefined {
  const bands = list(node, "bands", (raw, place) => readBand(raw, place, codes));
  refuseDoubles(node, "bands", "name");
  checkThresholds(node, "bands", "from");
  for (const [index, raw] of rawItems(node, "bands").entries()) {
    const requires = isRawObject(raw) ? keyOf(raw, "requires") : undefined;
    const isLowest = silentFigure(raw, "from") === "0";
    if (!isLowest || !isRawList(requires) || requires.length === 0) continue;
    const place = at(at(at(node, "bands"), index), "requires");
    refuse(place, shown(requires), "mức thấp nhất không có requires");
  }
  return bands && sorted(bands, (a, b) => compareDecimals(b.from, a.from));
}

function readBand(raw: RawValue, place: Place, codes: ReadonlySet<Code>): Band | undefined {
  const node = openNode(raw, place, ["name", "from", "requires"]);
  if (!node) return undefined;
  const requires = listOr(node, "requires", (item, spot) => {
    const one = openNode(item, spot, ["code", "minPercent"]);
    if (!one) return undefined;
    const code = knownCode(keyOf(one.object, "code"), at(one, "code"), codes);
    return complete({ code, minPercent: figure(one, "minPercent", { min: "0", max: "100" }) });
  });
  const band = complete({ name: text(node, "name"), from: figure(node, "from"), requires });
  return (
    band && {
      ...band,
      requires: sorted(
        band.requires,
        (a, b) => compareCodes(a.code, b.code) || compareDecimals(a.minPercent, b.minPercent),
      ),
    }
  );
}

function knownCode(raw: RawValue, place: Place, codes: ReadonlySet<Code>): Code | undefined {
  const code = readText(raw, place);
  if (code === undefined || codes.has(code)) return code;
  refuse(place, `"${code}"`, "mã của một mục trong bộ tiêu chí");
  return undefined;
}

/** Reads the knock-outs; each names a grade that stands in the list. */
export function readKnockouts(node: OpenNode): readonly Knockout[] | undefined {
  const names = rawItems(node, "bands").map((band) => silentText(band, "name"));
  const knockouts = listOr(node, "knockouts", (raw, place) => {
    const one = openNode(raw, place, ["key", "label", "notAbove"]);
    if (!one) return undefined;
    const notAbove = text(one, "notAbove");
    if (notAbove !== undefined && !names.includes(notAbove)) {
      refuse(at(one, "notAbove"), `"${notAbove}"`, `tên một mức trong bands: ${names.join(", ")}`);
    }
    return complete({ key: keyIn(one), label: text(one, "label"), notAbove });
  });
  refuseDoubles(node, "knockouts", "key");
  return knockouts && sortedByKey(knockouts);
}

/** Reads the tie breakers in the order in which they are tried. */
export function readTieBreakers(
  node: OpenNode,
  codes: ReadonlySet<Code>,
  hasSurvey: boolean,
): readonly string[] | undefined {
  const breakers = listOr(node, "tieBreakers", (raw, place) => {
    if (raw === "survey" && hasSurvey) return raw;
    const name = readText(raw, place);
    if (name === undefined || codes.has(name)) return name;
    refuse(
      place,
      `"${name}"`,
      '"survey" (khi có tiêu chí điều tra xã hội học) hoặc mã của một mục',
    );
    return undefined;
  });
  refuseDoubles(node, "tieBreakers");
  return breakers;
}

/** Reads bonus and penalty items and the caps over all of them. */
export function readAdjustments(node: OpenNode): Scheme["adjustments"] | undefined {
  if (!has(node, "adjustments")) return { items: [] };
  const place = at(node, "adjustments");
  const keys = ["bonusCap", "penaltyCap", "items"];
  const inner = openNode(keyOf(node.object, "adjustments"), place, keys);
  if (!inner) return undefined;
  const items = listOr(inner, "items", readItem);
  refuseDoubles(inner, "items", "code");
  const caps = { min: "0", max: mostItemPoints };
  const whole = complete({
    items,
    bonusCap: optionalFigure(inner, "bonusCap", caps),
    penaltyCap: optionalFigure(inner, "penaltyCap", caps),
  });
  if (!whole) return undefined;
  return {
    items: sorted(whole.items, (a, b) => compareCodes(a.code, b.code)),
    ...present("bonusCap", whole.bonusCap),
    ...present("penaltyCap", whole.penaltyCap),
  };
}

function readItem(raw: RawValue, place: Place): AdjustmentItem | undefined {
  const node = openNode(raw, place, ["code", "kind", "name", "points", "cap", "zeroesLeaves"]);
  if (!node) return undefined;
  const kind = oneOf(node, "kind", ["bonus", "penalty"]);
  const zeroesLeaves = flag(node, "zeroesLeaves", false);
  if (kind === "bonus" && zeroesLeaves) {
    refuse(at(node, "zeroesLeaves"), shown(true), "chỉ khoản trừ (penalty) làm tiêu chí về 0");
  }
  const item = complete({
    code: text(node, "code"),
    kind,
    name: text(node, "name"),
    points: figure(node, "points", { min: "0", max: mostItemPoints }),
    cap: optionalFigure(node, "cap", { min: "0", max: mostItemPoints }),
    zeroesLeaves,
  });
  if (!item) return undefined;
  const { cap, ...others } = item;
  return { ...others, ...present("cap", cap) };
}

/** Orders the texts of the legal basis. */
export function readBasis(node: OpenNode): readonly string[] | undefined {
  const basis = list(node, "basis", readText, 0);
  return basis && sorted(basis, compareTexts);
}
