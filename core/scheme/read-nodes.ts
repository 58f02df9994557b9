import { compare, decimal, plus, writeFigure, zero } from "../rational.ts";
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
  present,
  rawItems,
  refuse,
  refuseDoubles,
  shown,
  silentFigure,
  text,
} from "./read-raw.ts";
import { readRule } from "./read-rule.ts";
import { type RawObject, type RawValue, isRawObject, keyOf } from "./raw-value.ts";
import { keyIn } from "./rule-context.ts";
import type {
  Code,
  DecimalText,
  EvidenceWanted,
  NotApplicablePolicy,
  Rule,
  SchemeNode,
  Source,
} from "./scheme.ts";
import { compareCodes, sorted, sortedByKey } from "./sorting.ts";

/** What the nodes' reader knows of the rest of the file, and what it gathers. */
export interface NodesContext {
  readonly leafDecimals: number | undefined;
  readonly questions: ReadonlySet<string>;
  readonly whenTooFew: string | null;
  /** Every code that was read, with the path of the node that has it. */
  readonly codes: Map<Code, string>;
  /** Paths of leaves of source survey. */
  readonly surveyLeaves: string[];
}

/** A tree has no more levels than this, its fields being the first. */
export const mostLevels = 12;

interface Spot extends NodesContext {
  /** The way to the node by places only; codes are added for show. */
  readonly chain: string;
  readonly parent: Code | null;
  /** 1 for a field. */
  readonly level: number;
}

/** Reads the fields and all below them, sorted by code. */
export function readFields(
  node: OpenNode,
  context: NodesContext,
): readonly SchemeNode[] | undefined {
  const spot = { ...context, parent: null, level: 1 };
  const fields = list(node, "fields", (raw, { path, problems }) =>
    readNode(raw, problems, { ...spot, chain: path }),
  );
  return fields && sorted(fields, byCode);
}

/** Refuses children whose maxima do not add up, whatever else is wrong with them. */
export function checkSum(
  node: OpenNode,
  childrenKey: "fields" | "children",
  max: DecimalText | undefined,
): void {
  const maxima = rawItems(node, childrenKey).map((child) => silentFigure(child, "max"));
  const read = maxima.filter((each) => each !== undefined);
  if (max === undefined || read.length === 0 || read.length < maxima.length) return;
  const sum = read.map(decimal).reduce(plus, zero);
  if (compare(sum, decimal(max)) === 0) return;
  const own = childrenKey === "fields" ? "total" : "điểm tối đa của mục";
  refuse(
    at(node, childrenKey),
    `tổng điểm tối đa của các mục con là ${writeFigure(sum)}`,
    `tổng bằng ${own}: ${max}`,
  );
}

const branchKeys = ["code", "name", "max", "children"];
const leafKeys = [
  ...["code", "name", "max", "source", "lead", "guidance", "evidence"],
  ...["notApplicable", "rule"],
];

function readNode(raw: RawValue, problems: Place["problems"], spot: Spot): SchemeNode | undefined {
  const place = { path: spot.chain + codeShown(raw), problems };
  if (!isRawObject(raw)) {
    refuse(place, shown(raw), "một mục: code, name, max và children hoặc rule");
    return undefined;
  }
  if (spot.level > mostLevels) {
    refuse(place, `mục ở cấp thứ ${spot.level}`, `nhiều nhất ${mostLevels} cấp, kể từ lĩnh vực`);
    return undefined;
  }
  return isBranch(raw) ? readBranch(raw, place, spot) : readLeaf(raw, place, spot);
}

function codeShown(raw: RawValue): string {
  const code = isRawObject(raw) ? keyOf(raw, "code") : undefined;
  return typeof code === "string" ? ` (${code})` : "";
}

function isBranch(raw: RawObject): boolean {
  return (keyOf(raw, "children") ?? null) !== null;
}

function readBranch(raw: RawObject, place: Place, spot: Spot): SchemeNode | undefined {
  const hasRule = (keyOf(raw, "rule") ?? null) !== null;
  if (hasRule) refuse(place, "có cả children và rule", "chỉ một trong hai: children hoặc rule");
  const node = openNode(raw, place, hasRule ? [...branchKeys, ...leafKeys] : branchKeys);
  if (!node) return undefined;
  const code = readCode(node, spot);
  const max = readMax(node, spot);
  const inside = { ...spot, parent: code ?? null, level: spot.level + 1 };
  const children = list(node, "children", (item, { path }) =>
    readNode(item, place.problems, {
      ...inside,
      chain: spot.chain + path.slice(place.path.length),
    }),
  );
  checkSum(node, "children", max);
  const branch = complete({ code, name: text(node, "name"), max, children });
  return branch && { ...branch, children: sorted(branch.children, byCode) };
}

function readLeaf(raw: RawObject, place: Place, spot: Spot): SchemeNode | undefined {
  const node = openNode(raw, place, leafKeys);
  if (!node) return undefined;
  const code = readCode(node, spot);
  const max = readMax(node, spot);
  const source = oneOf<Source>(node, "source", ["self", "appraiser", "survey", "external"]);
  if (source === "survey") spot.surveyLeaves.push(place.path);
  const policies: readonly NotApplicablePolicy[] = ["rebase", "full", "forbidden"];
  const notApplicable = oneOf(node, "notApplicable", policies, "rebase");
  const rule = readLeafRule(node, spot, { max, isForbidden: notApplicable === "forbidden" });
  if (source && rule) checkSource(node, source, rule.kind);
  const leaf = complete({
    code,
    name: text(node, "name"),
    max,
    source,
    lead: text(node, "lead"),
    evidence: readEvidence(node),
    notApplicable,
    rule,
    guidance: has(node, "guidance") ? text(node, "guidance") : null,
  });
  if (!leaf) return undefined;
  const { guidance, ...others } = leaf;
  return { ...others, ...present("guidance", guidance) };
}

/** The parent's code, a point and one segment; a field's code is one segment. */
function readCode(node: OpenNode, { parent, level, codes }: Spot): Code | undefined {
  const code = text(node, "code");
  if (code === undefined) return undefined;
  const place = at(node, "code");
  const first = codes.get(code);
  if (first !== undefined) refuse(place, `"${code}"`, `mã chưa dùng (đã có ở ${first})`);
  else codes.set(code, node.path);

  const isField = level === 1;
  const segment = /^[^.\s]+$/;
  if (isField && !segment.test(code)) {
    refuse(place, `"${code}"`, "mã của lĩnh vực: một đoạn, không có dấu chấm, không có dấu cách");
  }
  const start = parent === null ? "" : `${parent}.`;
  const extendsParent = code.startsWith(start) && segment.test(code.slice(start.length));
  if (!isField && parent !== null && !extendsParent) {
    refuse(place, `"${code}"`, `mã của mục cha, dấu chấm và một đoạn: "${parent}.…"`);
  }
  return code;
}

function readMax(node: OpenNode, { leafDecimals }: Spot): DecimalText | undefined {
  const max = figure(node, "max", { above: "0" });
  if (max === undefined || leafDecimals === undefined) return max;
  const decimals = (max.split(".")[1] ?? "").length;
  if (decimals <= leafDecimals) return max;
  refuse(
    at(node, "max"),
    max,
    `nhiều nhất ${leafDecimals} chữ số thập phân (rounding.leafDecimals)`,
  );
  return undefined;
}

interface LeafLimits {
  readonly max: DecimalText | undefined;
  readonly isForbidden: boolean;
}

function readLeafRule(
  node: OpenNode,
  spot: Spot,
  { max, isForbidden }: LeafLimits,
): Rule | undefined {
  const raw = keyOf(node.object, "rule");
  if (raw === undefined || raw === null) {
    refuse(at(node, "rule"), shown(raw), "quy tắc (rule), hoặc các mục con (children)");
    return undefined;
  }
  return readRule(raw, at(node, "rule"), {
    max,
    stands: "leaf",
    mustApply: isForbidden ? "tiêu chí này có notApplicable: forbidden" : null,
    hasParent: spot.level > 1,
    questions: spot.questions,
    whenTooFew: spot.whenTooFew,
  });
}

function checkSource(node: OpenNode, source: Source, kind: Rule["kind"]): void {
  const owned: readonly string[] = ["survey", "external", "appraiser"];
  if (owned.includes(source) ? kind === source : !owned.includes(kind)) return;
  const wanted = owned.includes(source)
    ? `${source}, vì source là ${source}`
    : `quy tắc tự chấm; ${kind} chỉ đi với source: ${kind}`;
  refuse(at(at(node, "rule"), "kind"), kind, wanted);
}

function readEvidence(node: OpenNode): readonly EvidenceWanted[] | undefined {
  const evidence = listOr(node, "evidence", (raw, place) => {
    const item = openNode(raw, place, ["key", "name", "required"]);
    if (!item) return undefined;
    return complete({
      key: keyIn(item),
      name: text(item, "name"),
      required: flag(item, "required"),
    });
  });
  refuseDoubles(node, "evidence", "key");
  return evidence && sortedByKey(evidence);
}

function byCode(a: { readonly code: Code }, b: { readonly code: Code }): number {
  return compareCodes(a.code, b.code);
}
