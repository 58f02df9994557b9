import { type Draw, drawFrom, fixed } from "./random-numbers.ts";
import { type FileObject, drawRule } from "./random-rules.ts";

/** A leaf of a random scheme with the way to draw its answers. */
interface DrawnLeaf {
  readonly code: string;
  readonly source: string;
  readonly policy: string;
  readonly questions: readonly string[];
  answer(draw: Draw): unknown;
}

/** A scheme and answers as their files would hold them; every number a text or a small number. */
export interface RandomFiles {
  readonly scheme: FileObject;
  readonly answers: FileObject;
}

interface Building {
  readonly draw: Draw;
  readonly places: number;
  readonly leaves: DrawnLeaf[];
  readonly codes: string[];
  readonly whenTooFew: string;
}

const optionWeights = [
  ["A", "1"],
  ["B", "0.6"],
  ["C", "0.25"],
  ["D", "0"],
] as const;
const respondentGroups = ["dbhdnd", "so", "xa"];

/** Draws a valid scheme of any shape with valid answers of a few agencies. */
export function randomFiles(seed: number): RandomFiles {
  const draw = drawFrom(seed);
  const places = draw.whole(0, 4);
  const whenTooFew = draw.pick(["notApplicable", "groupMean", "zero"]);
  const building: Building = { draw, places, leaves: [], codes: [], whenTooFew };
  const fields = Array.from({ length: draw.whole(1, 3) }, (_, at) =>
    drawNode(building, String(at + 1), 0),
  );
  const total = fields.reduce((sum, { units }) => sum + units, 0);
  const scheme = {
    format: draw.pick([1, "1"]),
    scheme: "thu-2025",
    title: "Thử",
    year: 2025,
    group: "so",
    basis: [],
    total: fixed(total, places),
    evaluationPeriod: { from: "2025-01-01", to: "2025-12-31" },
    rounding: { leafDecimals: places, indexDecimals: draw.whole(0, 4) },
    ...grading(building),
    survey: survey(building),
    fields: draw.shuffled(fields.map(({ node }) => node)),
  };
  return { scheme, answers: drawAnswers(building, scheme) };
}

function drawNode(
  building: Building,
  code: string,
  depth: number,
): { readonly node: FileObject; readonly units: number } {
  const { draw, places, codes } = building;
  codes.push(code);
  if (depth < 3 && draw.chance(depth === 0 ? 0.8 : 0.35)) {
    const children = Array.from({ length: draw.whole(1, 4) }, (_, at) =>
      drawNode(building, `${code}.${at + 1}`, depth + 1),
    );
    const units = children.reduce((sum, child) => sum + child.units, 0);
    const nodes = draw.shuffled(children.map(({ node }) => node));
    return {
      node: { code, name: `Mục ${code}`, max: fixed(units, places), children: nodes },
      units,
    };
  }
  const units = draw.whole(1, 3 * 10 ** places);
  return { node: drawLeaf(building, code, units, depth > 0), units };
}

function drawLeaf(building: Building, code: string, units: number, hasParent: boolean): FileObject {
  const { draw, places, leaves, whenTooFew } = building;
  const source = draw.pick(["self", "self", "self", "self", "survey", "external", "appraiser"]);
  // groupMean may find no agency with enough ballots; on a forbidden leaf that is refused.
  const surveyed = source === "survey" && whenTooFew !== "zero";
  const policy = draw.pick(surveyed ? ["rebase", "full"] : ["rebase", "full", "forbidden"]);
  const missing = policy === "forbidden" ? ["full", "zero"] : ["full", "zero", "notApplicable"];
  const questions = draw.shuffled(["q1", "q2"]).slice(0, draw.whole(1, 2));
  const drawn =
    drawSourceRule(source, questions) ??
    drawRule(draw, { units, places, missing, canCloseParent: hasParent });
  const max = fixed(units, places);
  leaves.push({
    code,
    source,
    policy,
    questions,
    answer: (again) =>
      source === "appraiser"
        ? { points: fixed(again.whole(0, units), places) }
        : drawn.answer(again),
  });
  return {
    ...{ code, name: `Tiêu chí ${code}`, max, source, lead: "SNV", rule: drawn.rule },
    ...(policy === "rebase" && draw.chance(0.5) ? {} : { notApplicable: policy }),
  };
}

function drawSourceRule(
  source: string,
  questions: readonly string[],
): { readonly rule: FileObject; answer(draw: Draw): unknown } | undefined {
  const rules: Readonly<Record<string, FileObject>> = {
    survey: { kind: "survey", questions },
    external: { kind: "external", label: "Chỉ số khác", scale: "80" },
    appraiser: { kind: "appraiser" },
  };
  const rule = rules[source];
  return rule && { rule, answer: (draw) => ({ value: draw.decimal(0, 80, 3) }) };
}

function grading({ draw, codes, leaves }: Building): FileObject {
  const requires = (): FileObject[] =>
    draw.chance(0.4) ? [{ code: draw.pick(codes), minPercent: draw.pick(["60", "33.3"]) }] : [];
  const breakers = [
    ...codes,
    ...(leaves.some(({ source }) => source === "survey") ? ["survey"] : []),
  ];
  return {
    bands: draw.shuffled([
      { name: "Tốt", from: "75", requires: requires() },
      { name: "Khá", from: "50.5", requires: requires() },
      { name: "Trung bình", from: "30" },
      { name: "Yếu", from: "0" },
    ]),
    knockouts: [
      { key: "ky-luat", label: "Kỷ luật", notAbove: "Khá" },
      { key: "nang", label: "Nặng", notAbove: "Yếu" },
    ],
    ranking: draw.pick(["competition", "dense"]),
    tieBreakers: [...new Set(draw.shuffled(breakers).slice(0, draw.whole(0, 2)))],
    adjustments: {
      ...(draw.chance(0.5) ? { bonusCap: "3" } : {}),
      ...(draw.chance(0.5) ? { penaltyCap: "2.5" } : {}),
      items: draw.shuffled([
        { code: "T.1", kind: "bonus", name: "Thưởng", points: "0.5", cap: "1.5" },
        { code: "T.2", kind: "bonus", name: "Thưởng khác", points: "1.0001" },
        { code: "P.1", kind: "penalty", name: "Trừ", points: "0.33", cap: "1" },
        { code: "P.2", kind: "penalty", name: "Trừ nặng", points: "2", zeroesLeaves: true },
      ]),
    },
  };
}

function survey({ draw, whenTooFew }: Building): FileObject {
  const options = optionWeights.map(([key, weight]) => ({ key, label: key, weight }));
  return {
    combine: draw.pick(["pooled", "groups"]),
    groupWeights: { dbhdnd: "1", so: "0.5", xa: "3" },
    minBallots: draw.pick(["1", "5"]),
    whenTooFew,
    questions: ["q1", "q2"].map((key) => ({ key, text: key, options: draw.shuffled(options) })),
  };
}

function drawAnswers(building: Building, scheme: FileObject): FileObject {
  const agencies = Array.from({ length: building.draw.whole(1, 6) }, (_, at) =>
    drawAgency(building, `DV${at + 1}`),
  );
  // An agency that answers like another one, so that ties happen.
  const [first] = agencies;
  const twin = first && building.draw.chance(0.5) ? [{ ...first, code: "DV9" }] : [];
  return {
    format: 1,
    calendar: { daysOff: ["2025-01-28", "2025-01-29"], workingDays: ["2025-02-08"] },
    agencies: [...agencies, ...twin].map((agency) => ({ ...agency, group: scheme["group"] })),
  };
}

function drawAgency({ draw, leaves, codes }: Building, code: string): FileObject {
  const forbidden = leaves.filter(({ policy }) => policy === "forbidden");
  const mayBeOut = codes.filter((node) =>
    forbidden.every(({ code: leaf }) => leaf !== node && !leaf.startsWith(`${node}.`)),
  );
  const answered = leaves.filter(({ source }) => source !== "survey" && draw.chance(0.85));
  const surveyed = leaves.filter(({ source }) => source === "survey" && draw.chance(0.8));
  return {
    code,
    name: code,
    notApplicable: mayBeOut
      .filter(() => draw.chance(0.12))
      .map((node) => ({ code: node, reason: "không có" })),
    answers: Object.fromEntries(answered.map((leaf) => [leaf.code, leaf.answer(draw)])),
    adjustments: ["T.1", "T.2", "P.1", "P.1", "P.2"]
      .filter(() => draw.chance(0.2))
      .map((item) => drawAdjustment(draw, item, leaves)),
    knockouts: ["ky-luat", "nang"].filter(() => draw.chance(0.1)),
    survey: Object.fromEntries(
      surveyed.map((leaf) => [leaf.code, drawTallies(draw, leaf.questions)]),
    ),
  };
}

function drawAdjustment(draw: Draw, code: string, leaves: readonly DrawnLeaf[]): FileObject {
  const count = draw.whole(1, 4);
  if (code !== "P.2") return { code, count };
  return { code, count, leaves: draw.shuffled(leaves.map((leaf) => leaf.code)).slice(0, 2) };
}

function drawTallies(draw: Draw, questions: readonly string[]): FileObject {
  const ballots = (): FileObject =>
    Object.fromEntries(
      ["A", "B", "C", "D", "noOpinion"]
        .filter(() => draw.chance(0.7))
        .map((key) => [key, draw.whole(0, 6)]),
    );
  return Object.fromEntries(
    questions
      .filter(() => draw.chance(0.9))
      .map((key) => [
        key,
        Object.fromEntries(
          respondentGroups.filter(() => draw.chance(0.7)).map((group) => [group, ballots()]),
        ),
      ]),
  );
}
