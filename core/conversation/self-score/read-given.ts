import { assertNever } from "../../result.ts";
import type { GivenValue } from "../conversation-state.ts";
import { foldText } from "../reading/fold-text.ts";
import { isoDate, readDate } from "../reading/read-date.ts";
import { readNumber } from "../reading/read-number.ts";
import { type Pair, readPair } from "../reading/read-pair.ts";
import { readYesNo } from "../reading/read-yes-no.ts";
import type { Question } from "./questions.ts";

/** Why a typed text is no answer to the question. */
export type Misread =
  "notUnderstood" | "notWhole" | "negative" | "percentOnly" | "impossibleDate" | "noSuchChoice";

/** What an input gives to a question. */
export type GivenReading =
  | { readonly kind: "given"; readonly id: string; readonly value: GivenValue }
  /** Two ways to read it; `id` is the fact it would become. */
  | { readonly kind: "doubt"; readonly id: string; readonly readings: readonly GivenValue[] }
  /** A checklist with its boxes marked anew, not yet done. */
  | { readonly kind: "marked"; readonly marked: readonly number[] }
  | { readonly kind: "misread"; readonly why: Misread };

/** Reads a typed text as the answer to a question; `years` are those a date without year may mean. */
export function readTyped(
  question: Question,
  text: string,
  years: readonly number[],
): GivenReading {
  switch (question.kind) {
    case "yesNo": {
      const yes = readYesNo(text) ?? readPosition(text, 2, (place) => place === 0);
      return yes === null ? misread("notUnderstood") : given(question.id, yes);
    }
    case "pick":
      return readPick(question, text);
    case "checklist":
      return readChecklist(question, text);
    case "pair":
      return readPairFor(question, text);
    case "number":
      return readNumberFor(question, text);
    case "date":
      return readDateFor(question, text, years);
    default:
      return assertNever(question);
  }
}

/** Reads a pressed button as the answer to a question. */
export function readPressed(
  question: Question,
  value: string,
  marked: readonly number[],
): GivenReading {
  switch (question.kind) {
    case "yesNo":
      return given(question.id, value === "y");
    case "pick": {
      const option = question.options[Number(value)];
      return option ? given(question.id, option.key) : misread("noSuchChoice");
    }
    case "checklist":
      return pressBox(question, value, marked);
    case "number":
    case "date":
    case "pair":
      return value === "none" ? givenNone(question) : misread("noSuchChoice");
    default:
      return assertNever(question);
  }
}

/** What the button "none" gives where the question has one. */
function givenNone(
  question: Extract<Question, { readonly kind: "number" | "date" | "pair" }>,
): GivenReading {
  if (question.kind === "date" && question.mayBeNever) return given(question.id, null);
  if (question.kind !== "number" || question.none === null) return misread("noSuchChoice");
  return given(question.id, question.none === "baseline" ? null : "0");
}

function readPick(
  { id, options }: Extract<Question, { readonly kind: "pick" }>,
  text: string,
): GivenReading {
  const folded = foldText(text);
  const place = readPosition(text, options.length, (index) => index);
  const named = options.filter(
    ({ key, label }) => foldText(key) === folded || foldText(label) === folded,
  );
  const option = place !== null ? options[place] : named.length === 1 ? named[0] : undefined;
  return option ? given(id, option.key) : misread("noSuchChoice");
}

function readChecklist(
  { id, options }: Extract<Question, { readonly kind: "checklist" }>,
  text: string,
): GivenReading {
  const folded = foldText(text);
  if (/^(tat ca|du|du ca|day du|all)$/.test(folded))
    return given(
      id,
      options.map((_, i) => i),
    );
  if (/^(khong|khong co|khong co noi dung nao|0|none)$/.test(folded)) return given(id, []);
  if (!/^\d{1,2}([ ,;.+va]+\d{1,2})*$/.test(folded)) return misread("noSuchChoice");
  const places = [...folded.matchAll(/\d+/g)].map(([digits]) => Number(digits) - 1);
  if (places.some((place) => place < 0 || place >= options.length)) return misread("noSuchChoice");
  return given(
    id,
    [...new Set(places)].sort((a, b) => a - b),
  );
}

function pressBox(
  { id, options }: Extract<Question, { readonly kind: "checklist" }>,
  value: string,
  marked: readonly number[],
): GivenReading {
  if (value === "done") return given(id, [...marked]);
  if (value === "all") return { kind: "marked", marked: options.map((_, i) => i) };
  const place = Number(value);
  if (!Number.isInteger(place) || place < 0 || place >= options.length)
    return misread("noSuchChoice");
  const others = marked.filter((other) => other !== place);
  const next = others.length === marked.length ? [...marked, place] : others;
  return { kind: "marked", marked: next.sort((a, b) => a - b) };
}

function readPairFor(
  { id, first }: Extract<Question, { readonly kind: "pair" }>,
  text: string,
): GivenReading {
  const reading = readPair(text);
  if (reading.kind === "none") return misread("notUnderstood");
  if (reading.kind === "percentOnly") return misread("percentOnly");
  const [one, other] =
    reading.kind === "pair" ? [reading.pair] : [reading.grouped, reading.decimal];
  if ([one, other].some((pair) => pair && isNegative(pair))) return misread("negative");
  const factOf = (pair: Pair): GivenValue => {
    if (pair.second !== null) return { done: pair.first, total: pair.second };
    return first === null ? pair.first : { done: first, total: pair.first };
  };
  const isLoneFirst = one.second === null && first === null;
  const fact = isLoneFirst ? `${id}.first` : id;
  if (!other) return given(fact, factOf(one));
  return { kind: "doubt", id: fact, readings: [factOf(one), factOf(other)] };
}

function readNumberFor(
  { id, whole }: Extract<Question, { readonly kind: "number" }>,
  text: string,
): GivenReading {
  const reading = readNumber(text, whole);
  if (reading.kind === "doubt") {
    return { kind: "doubt", id, readings: [reading.grouped, reading.decimal] };
  }
  if (reading.kind === "none") return readNoNumber(id, whole, text);
  if (whole && reading.value.startsWith("-")) return misread("negative");
  if (whole && reading.value.includes(".")) return misread("notWhole");
  return given(id, reading.value);
}

function readNoNumber(id: string, whole: boolean, text: string): GivenReading {
  const isNone = whole && /^(khong|khong co|none|no)$/.test(foldText(text));
  return isNone ? given(id, "0") : misread("notUnderstood");
}

function readDateFor(
  { id, mayBeNever }: Extract<Question, { readonly kind: "date" }>,
  text: string,
  years: readonly number[],
): GivenReading {
  const reading = readDate(text);
  switch (reading.kind) {
    case "date":
      return given(id, reading.date);
    case "noYear": {
      const dates = years.flatMap((year) => isoDate(year, reading.month, reading.day) ?? []);
      return dates.length > 0 ? { kind: "doubt", id, readings: dates } : misread("impossibleDate");
    }
    case "impossible":
      return misread("impossibleDate");
    case "none":
      return mayBeNever && readYesNo(text) === false ? given(id, null) : misread("notUnderstood");
    default:
      return assertNever(reading);
  }
}

function readPosition<T>(text: string, length: number, take: (place: number) => T): T | null {
  const digits = /^(\d{1,2})[.)]?$/.exec(text.trim())?.[1];
  const place = digits === undefined ? -1 : Number(digits) - 1;
  return place >= 0 && place < length ? take(place) : null;
}

function isNegative({ first, second }: Pair): boolean {
  return first.startsWith("-") || second?.startsWith("-") === true;
}

function given(id: string, value: GivenValue): GivenReading {
  return { kind: "given", id, value };
}

function misread(why: Misread): GivenReading {
  return { kind: "misread", why };
}
