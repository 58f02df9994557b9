import type { Random } from "../../prisma/seed/random.ts";
import { type Actor, astray, choiceOf } from "./actor.ts";

const words =
  "Đơn vị đã thực hiện đủ các nhiệm vụ được giao; kết quả nêu tại phụ lục II của báo cáo năm, kèm danh mục văn bản đã ban hành.";
const partly = "Phụ lục II chứng minh được một phần nhiệm vụ còn thiếu.";
const rejected = "Tài liệu bổ sung ban hành sau thời điểm kết thúc năm đánh giá.";
const acceptedShare = 0.4;

/** An officer answers for each leaf that was appraised lower; false when there is none. */
export async function explainAll(officer: Actor, random: Random): Promise<boolean> {
  const listed = await officer.say("/giaitrinh");
  if (!choiceOf(listed, "appealDo:next")) return false;
  let heard = await officer.press("appealDo:next");
  for (let leaves = 0; leaves < 200; leaves += 1) {
    const { state } = heard;
    if (state.flow !== "appeal" || !("code" in state)) break;
    if (random.next() < acceptedShare) {
      heard = await officer.press("appealDo:accept");
    } else {
      await officer.say(words);
      await officer.say(`${String(random.whole(1, 90))}/BC; 20/12/2025; Văn phòng đơn vị`);
      await officer.say("phụ lục II, trang 9");
      heard = await officer.press("appealDo:next");
    }
  }
  const shown = await officer.say("/giaitrinh");
  if (!choiceOf(shown, "appealDo:submit")) astray(officer.code, "answers to hand up", shown);
  await officer.press("appealDo:submit");
  await officer.press("appealDo:confirm");
  return true;
}

/** The leader signs the answers with the second factor. */
export async function signAnswers(leader: Actor): Promise<void> {
  const ask = async () => {
    const shown = await leader.say("/giaitrinh");
    if (!choiceOf(shown, "appealDo:sign")) astray(leader.code, "answers to sign", shown);
    return leader.press("appealDo:sign");
  };
  await ask();
  const signed = await leader.prove(ask);
  if (!signed.text.includes("Biên nhận")) astray(leader.code, "the signature", signed);
}

/** An appraiser answers every explanation that is theirs. */
export async function answerAll(appraiser: Actor, random: Random): Promise<void> {
  for (let answers = 0; answers < 2_000; answers += 1) {
    const listed = await appraiser.say("/thamdinh2");
    const next = listed.choices.find(
      ({ key, label }) => /^reappraise:[^:]+:\d/.test(key) && label.startsWith("○"),
    );
    if (!next) return;
    const shown = await appraiser.press(next.key);
    await answer(appraiser, random.next());
    if (appraiser.heard.text === shown.text) astray(appraiser.code, "an answer", shown);
  }
}

async function answer(appraiser: Actor, luck: number): Promise<void> {
  if (luck < 0.5) {
    await appraiser.press("reappraiseDo:accept");
    return;
  }
  if (luck < 0.7) {
    await appraiser.press("reappraiseDo:partly");
    const asked = await appraiser.press("reappraiseDo:points");
    const [low = 0, high = 0] = [...asked.text.matchAll(/hơn (\d+(?:,\d+)?)/g)].map(([, figure]) =>
      Number(figure?.replace(",", ".")),
    );
    await appraiser.say(((low + high) / 2).toFixed(4).replace(".", ","));
    await appraiser.say(partly);
    return;
  }
  await appraiser.press("reappraiseDo:reject");
  await appraiser.say(rejected);
}
