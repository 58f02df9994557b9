import { type Actor, astray, choiceOf } from "./actor.ts";

/** The leader reads the digest and signs with the second factor. */
export async function signDraft(leader: Actor): Promise<void> {
  const ask = async () => {
    const shown = await leader.say("/ky");
    if (!choiceOf(shown, "signNow")) astray(leader.code, "the draft can be signed", shown);
    return leader.press("signNow");
  };
  await ask();
  const signed = await leader.prove(ask);
  if (!signed.text.includes("đã ký xác nhận")) astray(leader.code, "the signature", signed);
}

/** The leader gives leaves back; the officer answers for each, and the draft goes up again. */
export async function giveBack(
  leader: Actor,
  officer: Actor,
  codes: readonly string[],
): Promise<void> {
  await leader.say("/ky");
  await leader.press("giveBack");
  await leader.say(codes.join(", "));
  await leader.say("Số liệu chưa khớp với báo cáo quý IV, đề nghị rà lại.");
  for (const code of codes) {
    await officer.say(`/tc ${code}`);
    await officer.press(`answerReturn:${code}`);
    await officer.say(
      "Đã rà lại: số liệu lấy đến hết ngày 31/12, báo cáo quý IV chỉ đến ngày 15/12.",
    );
  }
  await officer.say("/nop");
  const sent = await officer.press("confirm");
  if (!sent.text.includes("Biên nhận")) astray(officer.code, "the draft goes up again", sent);
}
