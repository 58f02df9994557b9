import fc from "fast-check";
import { readScheme } from "../core/scheme/check-scheme.ts";
import type { RawObject, RawValue } from "../core/scheme/raw-value.ts";
import type { Scheme } from "../core/scheme/scheme.ts";

/** Texts that files and workbooks like to spoil. */
const awkwardTexts = [
  "  cách ở hai đầu  ",
  "hai\ndòng",
  "ba\r\ndòng\r",
  "_x0041_",
  "_x005F_x000D_",
  "=1+1",
  "'nháy",
  "1.10",
  "12,5",
  "TRUE",
  "null",
  "2025-01-01",
  "- gạch",
  "# thăng",
  "a: b",
  "\u0001\u0008\u000b\u001f",
  "<&>\"'",
  "Chấm điểm",
  "𝔘𝔫𝔦",
  "\ttab\t",
];

const texts = fc
  .oneof(
    fc.constantFrom(...awkwardTexts),
    fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 }),
  )
  .filter((text) => text.trim() !== "");
const keys = texts.filter((text) => text === text.trim() && text !== "__proto__");
const segments = fc.constantFrom("1", "2", "3", "10", "01", "a", "b2", "(c)", "ngày", "0");

/** A figure of hundredths between two bounds, now and then with needless zeros. */
const figures = (least: number, most: number): fc.Arbitrary<string> =>
  fc.tuple(fc.integer({ min: least, max: most }), fc.boolean()).map(([units, padded]) => {
    const sign = units < 0 ? "-" : "";
    const [whole, rest] = [Math.floor(Math.abs(units) / 100), Math.abs(units) % 100];
    const exact = `${sign}${String(whole)}.${String(rest).padStart(2, "0")}`;
    return padded ? exact : exact.replace(/\.?0+$/, "");
  });

const hundredths = (units: number) =>
  `${String(Math.floor(units / 100))}.${String(units % 100).padStart(2, "0")}`;
const listOf = <T>(item: fc.Arbitrary<T>, key: (item: T) => string | null, most = 3) =>
  fc.uniqueArray(item, { minLength: 1, maxLength: most, selector: key });
const keyed = (rest: Record<string, fc.Arbitrary<RawValue>>): fc.Arbitrary<RawValue> =>
  listOf(fc.record({ key: keys, label: texts, ...rest }), ({ key }) => key);
const missing = fc.constantFrom("full", "zero");

/** Thresholds that differ, the lowest of them `lowest`. */
function thresholds(
  name: string,
  lowest: string | null,
  points: fc.Arbitrary<string>,
): fc.Arbitrary<RawValue> {
  const upper = fc.uniqueArray(fc.integer({ min: 1, max: 9999 }), { maxLength: 3 });
  return fc
    .tuple(upper, fc.array(points, { minLength: 4, maxLength: 4 }))
    .map(([above, worth]) => [
      { [name]: lowest, points: worth[3] },
      ...above.map((units, place) => ({ [name]: hundredths(units), points: worth[place] })),
    ]);
}

/** Rules that stand anywhere, for a maximum given in hundredths. */
function simpleRule(max: number): fc.Arbitrary<RawObject> {
  const points = figures(0, max);
  const rule = (kind: string, parts: Record<string, fc.Arbitrary<RawValue>>) =>
    fc.record({ kind: fc.constant(kind), ...parts }) as fc.Arbitrary<RawObject>;
  return fc.oneof(
    rule("yesNo", {}),
    rule("levels", { levels: keyed({ points }) }),
    rule("countLevels", { levels: thresholds("atLeast", "0", points) }),
    rule("percentBands", { bands: thresholds("from", "0", points), whenTotalZero: missing }),
    rule("ratio", { whenTotalZero: missing, mayExceed: fc.boolean() }),
    rule("ratio", {
      floor: figures(0, 8000),
      floorInclusive: fc.boolean(),
      cap: figures(8001, 20000),
      from: fc.constantFrom("zero", "floor"),
      whenTotalZero: missing,
    }),
    rule("steps", {
      start: figures(0, 5000),
      every: figures(1, 500),
      points: figures(0, 200),
      base: points,
    }),
    rule("perItem", { points: figures(0, 500) }),
    rule("deduct", {
      per: keyed({ points: figures(0, 500) }),
      zeroFrom: fc.constantFrom("1", "4"),
    }),
    rule("lateness", {
      due: fc.constantFrom("2025-01-31", "2024-02-29"),
      days: fc.constantFrom("calendar", "working"),
      levels: thresholds("maxDaysLate", "0", points),
    }),
    rule("lateness", {
      dueFact: fc.constant(true),
      days: fc.constantFrom("calendar", "working"),
      levels: thresholds("maxDaysLate", "0", points),
    }),
    matrixRule(points),
    rule("gate", { label: texts }),
    rule("growth", { bands: thresholds("from", null, points), whenNoBaseline: missing }),
    rule("formula", {
      variables: fc.constant([{ key: "a", label: "số a" }]),
      expression: fc.constantFrom(
        "a * 0.10",
        "if(a <= 5, min(maxPoints, a / 2), -1)",
        "max(a, 1) - 2",
      ),
      whenTotalZero: missing,
    }),
  );
}

function matrixRule(points: fc.Arbitrary<string>): fc.Arbitrary<RawObject> {
  const facts = [
    { key: "p", label: "tỷ lệ", type: "percent", whenTotalZero: "full" },
    { key: "n", label: "số lần", type: "count" },
    { key: "c", label: "có", type: "yesNo" },
  ];
  const when = fc.oneof(
    fc.record({ p: fc.record({ gte: figures(0, 5000), lt: figures(5000, 9000) }) }),
    fc.record({ n: fc.record({ eq: figures(0, 900) }), c: fc.record({ eq: fc.boolean() }) }),
  );
  return fc
    .tuple(fc.array(fc.record({ when, points }), { maxLength: 3 }), points)
    .map(([rows, last]) => ({ kind: "matrix", facts, rows: [...rows, { points: last }] }));
}

function nestedRule(max: number): fc.Arbitrary<RawObject> {
  const names = fc.uniqueArray(keys, { minLength: 2, maxLength: 2 });
  const first = fc.integer({ min: 1, max: max - 1 });
  const sum = fc.tuple(names, first).chain(([[one, other], units]) =>
    simpleRule(units).map((rule) => ({
      kind: "sum",
      parts: [
        { key: one, label: "phần một", max: hundredths(units), rule },
        { key: other, label: "phần hai", points: hundredths(max - units) },
      ],
    })),
  );
  const alternatives = fc
    .tuple(names, simpleRule(max), simpleRule(max))
    .map(([[one, other], a, b]) => ({
      kind: "alternatives",
      alternatives: [
        { key: one, label: "cách một", rule: a },
        { key: other, label: "cách hai", rule: b },
      ],
    }));
  return fc.oneof(sum, alternatives);
}

function leafBody(max: number): fc.Arbitrary<RawObject> {
  const owned = (source: string, rule: RawObject) =>
    fc.constant({ source, rule: { kind: source, ...rule } });
  return fc.oneof(
    { arbitrary: fc.record({ source: fc.constant("self"), rule: simpleRule(max) }), weight: 6 },
    { arbitrary: fc.record({ source: fc.constant("self"), rule: nestedRule(max) }), weight: 2 },
    owned("survey", { questions: ["q1"] }),
    owned("external", { label: "chỉ số ngoài", scale: "1000" }),
    owned("appraiser", { step: "0.25" }),
    fc.constant({
      source: "self",
      rule: { kind: "relative", mode: "leader", whenTotalZero: "notApplicable" },
    }),
  );
}

function leaf(code: string, max: number): fc.Arbitrary<RawObject> {
  const head = fc.record(
    {
      name: texts,
      lead: keys,
      guidance: texts,
      notApplicable: fc.constantFrom("rebase", "full"),
      evidence: listOf(
        fc.record({ key: keys, name: texts, required: fc.boolean() }),
        ({ key }) => key,
      ),
    },
    { requiredKeys: ["name", "lead"] },
  );
  return fc
    .tuple(head, leafBody(max))
    .map(([named, body]) => ({ code, max: hundredths(max), ...named, ...body }));
}

interface Sized {
  readonly max: number;
  readonly raw: RawObject;
}

function node(code: string, depth: number): fc.Arbitrary<Sized> {
  const single = fc
    .integer({ min: 2, max: 2000 })
    .chain((max) => leaf(code, max).map((raw) => ({ max, raw })));
  if (depth === 0) return single;
  const branch = fc
    .tuple(texts, fc.uniqueArray(segments, { minLength: 1, maxLength: 3 }))
    .chain(([name, codes]) =>
      fc.tuple(...codes.map((segment) => node(`${code}.${segment}`, depth - 1))).map((children) => {
        const max = children.reduce((total, child) => total + child.max, 0);
        const raws = children.map(({ raw }) => raw);
        return { max, raw: { code, name, max: hundredths(max), children: raws } };
      }),
    );
  return fc.oneof(single, branch);
}

/** Valid schemes with every kind of rule, awkward texts and lists in any order. */
export const anyScheme: fc.Arbitrary<Scheme> = fc
  .tuple(
    fc
      .uniqueArray(segments, { minLength: 1, maxLength: 3 })
      .chain((codes) => fc.tuple(...codes.map((code) => node(code, 2)))),
    fc.record({
      scheme: texts,
      title: texts,
      group: texts,
      basis: fc.array(texts, { maxLength: 3 }),
      ranking: fc.constantFrom("competition", "dense"),
      knockouts: listOf(
        fc.record({ key: keys, label: texts, notAbove: fc.constantFrom("Tốt", "Yếu") }),
        ({ key }) => key,
      ),
    }),
    fc.record({
      combine: fc.constantFrom("pooled", "groups"),
      groupWeights: fc.dictionary(keys, figures(1, 500), { minKeys: 1, maxKeys: 3 }),
      whenTooFew: fc.constantFrom("groupMean", "zero"),
      text: texts,
      options: fc.uniqueArray(fc.record({ key: keys, label: texts, weight: figures(0, 100) }), {
        minLength: 1,
        maxLength: 4,
        selector: ({ key }) => key,
      }),
    }),
    fc.option(figures(0, 500), { nil: null }),
  )
  .map(([fields, head, { text, options, ...survey }, bonusCap]) => {
    const total = fields.reduce((sum, { max }) => sum + max, 0);
    return valid({
      ...head,
      format: "1",
      year: "2025",
      total: hundredths(total),
      evaluationPeriod: { from: "2025-01-01", to: "2025-12-31" },
      rounding: { leafDecimals: "3", indexDecimals: "1" },
      bands: [
        { name: "Yếu", from: "0" },
        { name: "Tốt", from: "79.50", requires: [{ code: codeOf(fields[0]), minPercent: "60" }] },
      ],
      tieBreakers: [codeOf(fields[0])],
      adjustments: {
        ...(bonusCap === null ? {} : { bonusCap }),
        items: [
          { code: "T.10", kind: "bonus", name: head.title, points: "0.50", cap: "1.5" },
          { code: "P.2", kind: "penalty", name: "trừ", points: "1", zeroesLeaves: true },
        ],
      },
      survey: { ...survey, minBallots: "5", questions: [{ key: "q1", text, options }] },
      fields: fields.map(({ raw }) => raw),
    });
  });

function codeOf(field: Sized | undefined): RawValue {
  return field?.raw["code"];
}

function valid(raw: RawValue): Scheme {
  const scheme = readScheme(raw);
  if (!scheme.ok) throw new Error(JSON.stringify(scheme.error, null, 1));
  return scheme.value;
}
