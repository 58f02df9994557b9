import type { ConversationState } from "../../core/conversation/conversation-state.ts";
import { findLeaf } from "../../core/conversation/scheme-index.ts";
import { type Question, nextQuestion } from "../../core/conversation/self-score/questions.ts";
import type { Scheme } from "../../core/scheme/scheme.ts";
import type { Random } from "../../prisma/seed/random.ts";
import { type Actor, type Heard, astray, choiceOf } from "./actor.ts";

/** Long enough to stand in for documents. */
const explanation =
  "Đơn vị đã thực hiện theo kế hoạch; số liệu lấy từ báo cáo công tác cải cách hành chính năm của đơn vị.";

const mostTurns = 2_000;

/** An officer scores every leaf that is open, one question after another, and hands the draft in. */
export async function scoreAndHandIn(officer: Actor, random: Random): Promise<void> {
  let heard = await officer.say("/chamtiep");
  for (let turns = 0; ; turns += 1) {
    if (turns > mostTurns) astray(officer.code, "an end of the questions", heard);
    const next = await answerNext(officer, heard, random);
    if (next === null) break;
    heard = next;
  }
  await handIn(officer, random);
}

/** Hands the draft in; what is in the way is mended first. */
async function handIn(officer: Actor, random: Random): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    const heard = await officer.say("/nop");
    if (choiceOf(heard, "confirm")) {
      await officer.press("confirm");
      return;
    }
    await mend(officer, heard, random);
  }
  astray(officer.code, "the draft can be handed in", officer.heard);
}

async function mend(officer: Actor, shown: Heard, random: Random): Promise<void> {
  const gap = shown.choices.find(({ key }) => /^(open|explain|change):/.test(key));
  if (!gap) astray(officer.code, "a leaf to mend", shown);
  const code = gap.key.split(":")[1] ?? "";
  let heard = await officer.press(gap.key);
  for (let turns = 0; turns < 20; turns += 1) {
    if (!("code" in heard.state) || heard.state.code !== code) return;
    const next = await answerNext(officer, heard, random);
    if (next === null) return;
    heard = next;
  }
}

/** Answers what is asked; null when nothing is. */
async function answerNext(officer: Actor, heard: Heard, random: Random): Promise<Heard | null> {
  const { state, scheme } = heard;
  if (state.flow === "selfScore" && state.step === "doubt") {
    return officer.press(heard.choices[0]?.key ?? "");
  }
  const text = scheme && wordsFor(state, scheme, luckyWords(random));
  if (text === null) return null;
  const before = JSON.stringify(state);
  const next = await officer.say(text);
  if (JSON.stringify(next.state) === before) astray(officer.code, `“${text}” is taken`, next);
  return next;
}

/** What an officer would type about each thing asked. */
export interface OfficerWords {
  readonly answer: (question: Question) => string;
  /** At a step of the evidence: "file", "place", or a word of explanation. */
  readonly proof: (step: string) => string;
}

/** What is typed at the step the talk is on; null where nothing is asked. */
export function wordsFor(
  state: ConversationState,
  scheme: Scheme,
  words: OfficerWords,
): string | null {
  if (state.flow === "evidence") return words.proof(state.step);
  if (state.flow !== "selfScore" || state.step !== "ask") return null;
  const leaf = findLeaf(scheme, state.code);
  const question = leaf && nextQuestion(leaf.rule, state.given);
  return question ? words.answer(question) : null;
}

function luckyWords(random: Random): OfficerWords {
  return {
    answer: (question) => wordsTo(question, random),
    proof: (step) => proofWords(step, random),
  };
}

function proofWords(step: string, random: Random): string {
  switch (step) {
    case "file":
      return `${String(random.whole(1, 400))}/BC; ${String(random.whole(10, 28))}/11/2025; Văn phòng đơn vị`;
    case "place":
      return `mục ${random.pick(["I", "II", "III"])}, trang ${String(random.whole(1, 12))}`;
    default:
      return explanation;
  }
}

/** What an officer of an agency that does well would say. */
export function wordsTo(question: Question, random: Random): string {
  switch (question.kind) {
    case "yesNo":
      return random.chance(0.93) ? "có" : "không";
    case "pick":
      return "1";
    case "checklist":
      return "tất cả";
    case "pair": {
      const total = random.whole(12, 60);
      return `${String(total - (random.chance(0.6) ? 0 : random.whole(1, 3)))}/${String(total)}`;
    }
    case "number":
      return question.whole ? String(random.whole(1, 3)) : `${String(random.whole(88, 99))},5`;
    case "date":
      return "15/12/2025";
  }
}
