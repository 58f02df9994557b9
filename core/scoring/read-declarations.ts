import { type RawValue, keyOf } from "../scheme/raw-value.ts";
import {
  type OpenNode,
  type Place,
  at,
  figure,
  has,
  listOr,
  openNode,
  readText,
  refuse,
  shown,
  text,
} from "../scheme/read-raw.ts";
import type { Code } from "../scheme/scheme.ts";
import type { CompiledLeaf, CompiledScheme } from "./compile-scheme.ts";
import type { PreparedAdjustment } from "./prepared-agency.ts";

/** More than any agency earns or loses of one item; keeps sums of indexes exact. */
const mostTimes = "100000";

/** Reads which nodes do not apply to an agency, as places of the leaves below them. */
export function readNotApplicable(node: OpenNode, compiled: CompiledScheme): ReadonlySet<number> {
  const leaves = listOr(node, "notApplicable", (raw, place) => {
    const one = openNode(raw, place, ["code", "reason"]);
    if (!one) return undefined;
    if (has(one, "reason")) text(one, "reason");
    const code = text(one, "code");
    return code === undefined ? undefined : leavesBelow(at(one, "code"), code, compiled);
  });
  return new Set((leaves ?? []).flat().map(({ place }) => place));
}

function leavesBelow(
  place: Place,
  code: Code,
  { nodeByCode, leaves }: CompiledScheme,
): readonly CompiledLeaf[] | undefined {
  const node = nodeByCode.get(code);
  if (!node) {
    refuseCode(place, code);
    return undefined;
  }
  const below = leaves.slice(node.from, node.to);
  for (const { leaf } of below) {
    if (leaf.notApplicable !== "forbidden") continue;
    refuse(
      place,
      `"${code}", gồm tiêu chí ${leaf.code} (${leaf.name})`,
      `mục khác: tiêu chí ${leaf.code} không được để không áp dụng (notApplicable: forbidden)`,
    );
  }
  return below;
}

/** Reads bonus and penalty items declared for an agency. */
export function readAdjustmentEntries(
  node: OpenNode,
  compiled: CompiledScheme,
): readonly PreparedAdjustment[] {
  const entries = listOr(node, "adjustments", (raw, place) => readEntry(raw, place, compiled));
  return entries ?? [];
}

function readEntry(
  raw: RawValue,
  place: Place,
  compiled: CompiledScheme,
): PreparedAdjustment | undefined {
  const node = openNode(raw, place, ["code", "count", "leaves"]);
  if (!node) return undefined;
  const code = text(node, "code");
  const item = compiled.scheme.adjustments.items.find((each) => each.code === code);
  if (code !== undefined && !item) {
    refuse(at(node, "code"), `"${code}"`, "mã một khoản cộng, trừ trong adjustments.items");
  }
  const count = figure(node, "count", { min: "0", max: mostTimes, whole: true });
  const leaves = readLeaves(node, compiled);
  if (!item || count === undefined) return undefined;
  if (leaves.length > 0 && !(item.zeroesLeaves && count !== "0")) {
    const wanted = item.zeroesLeaves
      ? "count từ 1 trở lên khi có leaves"
      : "không có leaves: khoản này không làm tiêu chí về 0";
    refuse(at(node, "leaves"), shown(keyOf(node.object, "leaves")), wanted);
  }
  return { item, count: Number(count), leaves };
}

function readLeaves(node: OpenNode, { leafByCode }: CompiledScheme): readonly number[] {
  const places = listOr(node, "leaves", (raw, place) => {
    const code = readText(raw, place);
    const leaf = code === undefined ? undefined : leafByCode.get(code);
    if (code !== undefined && !leaf)
      refuse(place, `"${code}"`, "mã của một tiêu chí chấm điểm (lá)");
    return leaf?.place;
  });
  return places ?? [];
}

/** Reads the keys of the knock-outs declared for an agency. */
export function readKnockoutKeys(node: OpenNode, { scheme }: CompiledScheme): readonly string[] {
  const known = scheme.knockouts.map(({ key }) => key);
  const keys = listOr(node, "knockouts", (raw, place) => {
    const key = readText(raw, place);
    if (key === undefined || known.includes(key)) return key;
    const wanted =
      known.length > 0
        ? `một trong: ${known.join(", ")}`
        : "không có: bộ tiêu chí không có knockouts";
    refuse(place, `"${key}"`, wanted);
    return undefined;
  });
  return keys ?? [];
}

/** Refuses a code that is no node of the scheme. */
export function refuseCode(place: Place, code: string): void {
  refuse(place, `"${code}"`, "mã của một mục trong bộ tiêu chí");
}
