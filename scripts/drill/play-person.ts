import { setTimeout as delay } from "node:timers/promises";
import { type Random, openRandom } from "../../prisma/seed/random.ts";
import type { FakeBot } from "../fakes/telegram.ts";
import type { FakeUser } from "../fakes/telegram/fake-user.ts";
import type { WireMessage } from "../fakes/telegram/wire.ts";
import { type PersonPlan, type Proof, taskTotal } from "./drill-plan.ts";
import type { Meant, Saying } from "./drill-record.ts";

/** What people share while they play. */
export interface Stage {
  readonly bot: FakeBot;
  /** Everything said is added here. */
  readonly sayings: Saying[];
  /** Told of each thing said, for delivering it again. */
  readonly onSaid: (updateId: number, random: Random) => void;
  /** How long a person now thinks on average before saying something, in ms. */
  thinkMs(): number;
  /** When nobody says or awaits anything any longer, by `performance.now()`. */
  readonly endsAtMs: number;
  /** Resolves when the colleagues of an agency have finished. */
  colleagues(agency: number): Promise<void>;
}

/** Nobody waits for an answer any longer. */
class GaveUp extends Error {
  override readonly name = "GaveUp";
}

/** How often a hand-in that is not possible yet is tried again. */
const againMs = 2_000;

/** Plays one person to the end, or until an answer stays out for good. */
export async function playPerson(plan: PersonPlan, stage: Stage): Promise<void> {
  const user = stage.bot.user({ id: plan.id });
  const talk: Talk = { plan, stage, user, random: openRandom(plan.seed) };
  try {
    await open(talk);
    for (const place of plan.tasks.keys()) await finish(talk, place);
    if (talk.random.chance(0.3)) look(talk);
    if (plan.handsIn) await handIn(talk);
  } catch (error) {
    if (!(error instanceof GaveUp)) throw error;
  }
}

type FileProof = Extract<Proof, { readonly kind: "file" }>;

interface Talk {
  readonly plan: PersonPlan;
  readonly stage: Stage;
  readonly user: FakeUser;
  readonly random: Random;
}

/** Opens the first criterion; after each the bot asks for the next by itself. */
async function open(talk: Talk): Promise<void> {
  const code = talk.plan.tasks[0]?.code ?? "";
  const type = () => talk.user.send(`/tc ${code}`).updateId;
  await say(talk, { kind: "open", code }, type, isCardOf(code));
}

/**
 * Tells the figures of a criterion and proves them. Each answer waited for is like no other: else a
 * message that came twice would be taken for the next one, and the talk would be out of step.
 */
async function finish(talk: Talk, place: number): Promise<void> {
  const { user, plan } = talk;
  const task = plan.tasks[place];
  if (!task) return;
  const { code, done, proof } = task;
  const type = () => user.send(`${String(done)}/${String(taskTotal)}`).updateId;
  await say(talk, { kind: "answer", code, done }, type, (text) =>
    text.includes(`Đã ghi ${code}: `),
  );
  const next = plan.tasks[place + 1];
  const isLast = next === undefined;
  const follows = next ? isCardOf(next.code) : (text: string) => text.includes("Đã ghi vị trí");
  if (proof.kind === "document") await cite(talk, { code, number: proof.number }, follows);
  else if (plan.blocks && isLast) sendAndBlock(talk, code, proof);
  else await sendFile(talk, { code, proof, place }, follows);
}

function isCardOf(code: string): (text: string) => boolean {
  return (text) => text.startsWith(`${code}. `);
}

async function cite(
  talk: Talk,
  { code, number }: { readonly code: string; readonly number: string },
  follows: (text: string) => boolean,
): Promise<void> {
  const { user } = talk;
  const type = () => user.send(`${number}; 05/12/2025; Văn phòng đơn vị`).updateId;
  const asked = await say(talk, { kind: "document", code, number }, type, (text) =>
    text.includes(number),
  );
  const press = () => user.click(asked, "Toàn bộ văn bản").updateId;
  await say(talk, { kind: "place", code }, press, follows);
}

async function sendFile(
  talk: Talk,
  {
    code,
    proof,
    place,
  }: { readonly code: string; readonly proof: FileProof; readonly place: number },
  follows: (text: string) => boolean,
): Promise<void> {
  const meant = { kind: "file", code, sha256: proof.sha256 } as const;
  const send = () => sendDocument(talk, proof);
  await say(
    talk,
    meant,
    send,
    (text) => text.startsWith("Đã nhận tệp") && text.includes(proof.name),
  );
  const type = () => talk.user.send(`mục II.3, trang ${String(place + 1)}`).updateId;
  await say(talk, { kind: "place", code }, type, follows);
}

function sendAndBlock(talk: Talk, code: string, proof: FileProof): void {
  note(talk, { kind: "file", code, sha256: proof.sha256 }, sendDocument(talk, proof));
  talk.user.block();
}

function sendDocument({ user }: Talk, { bytes, name, slow }: FileProof): number {
  const pieces = { chunkBytes: Math.ceil(bytes.length / 4), delayMs: 700 };
  return user.sendDocument(bytes, name, slow ? { slow: pieces } : {}).updateId;
}

/** Two at once, in whatever order they are played: neither changes anything. */
function look(talk: Talk): void {
  for (const text of ["/tiendo", "/trogiup"]) {
    note(talk, { kind: "look" }, talk.user.send(text).updateId);
  }
}

/** Hands in for the agency; while files are still on their way it is asked again. */
async function handIn(talk: Talk): Promise<void> {
  const { user, plan, stage } = talk;
  await stage.colleagues(plan.agency);
  for (;;) {
    const ask = () => user.send("/nop").updateId;
    const shown = await say(talk, { kind: "look" }, ask, isAboutHandIn);
    if (buttonsOf(shown).includes("Đồng ý trình") && (await agree(talk, shown))) return;
    await delay(againMs);
  }
}

/** Presses; false when something changed since it was shown, and it must be looked at again. */
async function agree(talk: Talk, shown: WireMessage): Promise<boolean> {
  const { user, plan, stage } = talk;
  const press = () => user.click(shown, "Đồng ý trình").updateId;
  const { text = "" } = await say(talk, { kind: "handIn" }, press, (said) =>
    /Đã trình lãnh đạo|Kết quả đã thay đổi/.test(said),
  );
  if (text.includes("Đã trình lãnh đạo")) return true;
  const pressed = stage.sayings.findLast(({ chatId }) => chatId === String(plan.id));
  if (pressed) pressed.meant = { kind: "look" };
  return false;
}

/** Not what became of a file, which comes unasked: taken for the answer, the talk is out of step. */
function isAboutHandIn(text: string): boolean {
  return /[Tt]rình|tệp/.test(text) && !text.startsWith("Tệp “");
}

/**
 * Says something and waits for the message that answers it.
 *
 * @throws {GaveUp} When none comes in time, or the time is over already.
 */
async function say(
  talk: Talk,
  meant: Meant,
  act: () => number,
  answers: (text: string) => boolean,
): Promise<WireMessage> {
  const { stage, random, user } = talk;
  await delay(random.next() * 2 * stage.thinkMs());
  const begun = performance.now();
  if (begun >= stage.endsAtMs) throw new GaveUp("the time is over");
  const saying = note(talk, meant, act(), true);
  const message = await user
    .nextMessage(({ text }) => answers(text ?? ""), stage.endsAtMs - begun)
    .catch(() => null);
  if (!message) throw new GaveUp(`no answer to update ${saying.updateId}`);
  saying.heardAfterMs = performance.now() - begun;
  return message;
}

function note(
  { plan, stage, random }: Talk,
  meant: Meant,
  updateId: number,
  isAwaited = false,
): Saying {
  const saying: Saying = {
    ...{ updateId: String(updateId), chatId: String(plan.id), agency: plan.agency, meant },
    ...{ heardAfterMs: null, isAwaited },
  };
  stage.sayings.push(saying);
  stage.onSaid(updateId, random);
  return saying;
}

function buttonsOf({ reply_markup: markup }: WireMessage): readonly string[] {
  return (markup?.inline_keyboard ?? []).flat().map(({ text }) => text);
}
