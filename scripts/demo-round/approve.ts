import { type Actor, astray, choiceOf } from "./actor.ts";

/** The coordinator hands the results up. */
export async function submitResults(coordinator: Actor): Promise<void> {
  await coordinator.say("/trinh");
  const sent = await coordinator.press("submitForApproval:yes");
  if (!sent.text.includes("Biên nhận")) astray(coordinator.code, "the results go up", sent);
}

/** The official approves with decision number, date and the second factor. */
export async function approveResults(
  official: Actor,
  decision: { readonly number: string; readonly date: string },
): Promise<void> {
  const ask = async () => {
    await official.say("/pheduyet");
    await official.press("approve:number");
    await official.say(decision.number);
    const shown = await official.say(decision.date);
    if (!choiceOf(shown, "approve:yes")) astray(official.code, "the approval to confirm", shown);
    return official.press("approve:yes");
  };
  await ask();
  const approved = await official.prove(ask);
  if (!approved.text.includes("Biên nhận")) astray(official.code, "the approval", approved);
}
