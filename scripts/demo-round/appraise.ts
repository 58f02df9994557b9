import { findLeaf } from "../../core/conversation/scheme-index.ts";
import { nextQuestion } from "../../core/conversation/self-score/questions.ts";
import type { Scheme } from "../../core/scheme/scheme.ts";
import type { Random } from "../../prisma/seed/random.ts";
import { type Actor, type Heard, astray, choiceOf } from "./actor.ts";
import { wordsTo } from "./self-score.ts";

/** What appraisers go by. */
export interface Appraising {
  readonly schemes: ReadonlyMap<string, Scheme>;
  readonly groupOf: ReadonlyMap<string, string>;
}

const reason = "Tài liệu kiểm chứng chỉ chứng minh một phần nội dung đã kê khai.";
const question = "Đề nghị đơn vị làm rõ số liệu và gửi bản có chữ ký của lãnh đạo.";

/** An appraiser goes through one agency, then through each criterion across all the others. */
export async function appraiseAll(
  appraiser: Actor,
  about: Appraising,
  random: Random,
): Promise<void> {
  const [agency] = await openScopes(appraiser, "byAgency");
  if (agency !== undefined) await appraiseScope(appraiser, agency, about, random);
  for (const leaf of await openScopes(appraiser, "byLeaf")) {
    await appraiseScope(appraiser, leaf, about, random);
  }
  const shown = await appraiser.say("/thamdinh *");
  if (choiceOf(shown, "judge:skip")) astray(appraiser.code, "an end of the queue", shown);
}

/** What has something left, by all pages of the list: the buttons that open it. */
async function openScopes(
  appraiser: Actor,
  way: "byAgency" | "byLeaf",
): Promise<readonly string[]> {
  await appraiser.say("/thamdinh");
  if (!choiceOf(appraiser.heard, `appraise:${way}`)) return [];
  await appraiser.press(`appraise:${way}`);
  const keys: string[] = [];
  for (let page = 1; ; page += 1) {
    const { choices } = appraiser.heard;
    const scope = /^appraise:(?!by)[A-Z0-9]/;
    keys.push(...choices.filter(({ key }) => scope.test(key)).map(({ key }) => key));
    if (!choiceOf(appraiser.heard, `appraise:${way}:${String(page)}`)) return keys;
    await appraiser.press(`appraise:${way}:${String(page)}`);
  }
}

async function appraiseScope(
  appraiser: Actor,
  key: string,
  about: Appraising,
  random: Random,
): Promise<void> {
  const shown = await appraiser.tap(key);
  let heard = await agreeInBulk(appraiser, shown, key);
  for (let leaves = 0; leaves < 200; leaves += 1) {
    if (!choiceOf(heard, "judge:skip")) return;
    heard = await judge(appraiser, heard, about, random);
  }
}

/** Agrees in one go where nothing is flagged, as often as there is something. */
async function agreeInBulk(appraiser: Actor, shown: Heard, key: string): Promise<Heard> {
  let heard = shown;
  while (choiceOf(heard, "judge:bulk")) {
    const asked = await appraiser.press("judge:bulk");
    if (!choiceOf(asked, "judge:bulkYes")) return appraiser.tap(key);
    await appraiser.press("judge:bulkYes");
    heard = await appraiser.tap(key);
  }
  return heard;
}

/** Decides about the leaf that is shown. */
async function judge(
  appraiser: Actor,
  shown: Heard,
  about: Appraising,
  random: Random,
): Promise<Heard> {
  if (choiceOf(shown, "judge:zero")) return appraiser.press("judge:zero");
  // Points that only the appraiser gives: all there are, which every leaf allows.
  if (!choiceOf(shown, "judge:agree")) return setPoints(appraiser, shown, about, 1);
  const luck = random.next();
  if (luck < 0.03) {
    await appraiser.press("judge:ask");
    await appraiser.say(question);
    return setPoints(appraiser, appraiser.heard, about, 0.5);
  }
  if (luck < 0.25) return setPoints(appraiser, shown, about, 0.5);
  if (luck < 0.3) return correct(appraiser, about, random);
  return appraiser.press("judge:agree");
}

async function setPoints(
  appraiser: Actor,
  shown: Heard,
  about: Appraising,
  share: number,
): Promise<Heard> {
  const leaf = leafAt(appraiser, shown, about);
  await appraiser.press("judge:points");
  const points = (Math.floor(Number(leaf.max) * share * 100) / 100).toString().replace(".", ",");
  const heard = await appraiser.say(points);
  return heard.state.flow === "appraise" && heard.state.step === "reason"
    ? appraiser.say(reason)
    : heard;
}

/** Enters the facts as the appraiser finds them. */
async function correct(appraiser: Actor, about: Appraising, random: Random): Promise<Heard> {
  let heard = await appraiser.press("judge:fix");
  for (let facts = 0; facts < 40; facts += 1) {
    const { state } = heard;
    if (state.flow !== "appraise") return heard;
    if (state.step === "reason") return appraiser.say(reason);
    if (state.step === "points") return setPoints(appraiser, heard, about, 0.5);
    if (state.step === "doubt") heard = await appraiser.press(heard.choices[0]?.key ?? "");
    else if (state.step !== "fact") return heard;
    else {
      const asked = nextQuestion(leafAt(appraiser, heard, about).rule, state.given);
      heard = await appraiser.say(asked ? wordsTo(asked, random) : "");
    }
  }
  return astray(appraiser.code, "the end of the facts", heard);
}

function leafAt(appraiser: Actor, heard: Heard, { schemes, groupOf }: Appraising) {
  const { state } = heard;
  if (state.flow !== "appraise" || !("leaf" in state))
    return astray(appraiser.code, "a leaf", heard);
  const scheme = schemes.get(groupOf.get(state.agency) ?? "");
  const leaf = scheme && findLeaf(scheme, state.leaf);
  return leaf ?? astray(appraiser.code, "a leaf of the scheme", heard);
}
