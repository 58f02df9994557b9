import { type Actor, astray, choiceOf } from "./actor.ts";

/** Who meets, and how what they decide is computed. */
export interface Council {
  readonly secretary: Actor;
  readonly chair: Actor;
  readonly members: readonly Actor[];
  readonly recompute: () => Promise<void>;
}

/** The council meets: its agenda, a vote on every item, the closing decision. */
export async function meet({ secretary, chair, members, recompute }: Council): Promise<number> {
  await secretary.say("/hoidong");
  await secretary.press("council:open");
  await secretary.press("council:agenda");
  let items = await meetTogether({ secretary, members: [chair, ...members] });
  for (;;) {
    const shown = await secretary.tap("council:next");
    const put = shown.choices.find(({ key }) => key.startsWith("council:put:"));
    if (!put) break;
    const number = put.key.split(":")[2] ?? "";
    await secretary.press(put.key);
    // Each presses the button of the message by which the item was put to the vote.
    for (const member of [chair, ...members]) await member.tap(`council:vote:${number}:agree`);
    await secretary.tap(`council:decide:${number}`);
    await secretary.say("Hội đồng thống nhất theo hồ sơ trình.");
    items += 1;
    if (items > 3_000) astray(secretary.code, "an end of the agenda", secretary.heard);
  }
  await recompute();
  await close(chair);
  return items;
}

/** What can go together is put, voted on and decided together; gives how many items that were. */
async function meetTogether({
  secretary,
  members,
}: {
  readonly secretary: Actor;
  readonly members: readonly Actor[];
}): Promise<number> {
  const offered = await secretary.say("/hoidong");
  if (!choiceOf(offered, "council:puts")) return 0;
  await secretary.tap("council:puts:all");
  await secretary.press("council:putsyes");
  for (const member of members) {
    const asked = await member.tap("council:votes:all:agree");
    if (choiceOf(asked, "council:votesyes")) await member.press("council:votesyes");
  }
  await secretary.tap("council:decides");
  const decided = await secretary.press("council:decidesyes");
  return Number(/\d+/.exec(decided.text)?.[0] ?? "0");
}

async function close(chair: Actor): Promise<void> {
  const shown = await chair.say("/hoidong");
  const closing = shown.choices.find(({ key }) => key.startsWith("council:close"));
  if (!closing) astray(chair.code, "the meeting can be closed", shown);
  const asked = await chair.press(closing.key);
  const sure = asked.choices.find(({ key }) => key.startsWith("council:closeyes"));
  if (!sure) astray(chair.code, "the closing to be confirmed", asked);
  const closed = await chair.press(sure.key);
  if (!/SHA-256|mã băm/i.test(closed.text)) astray(chair.code, "the hash of all figures", closed);
}
