import { randomUUID } from "node:crypto";
import { Secret, TOTP } from "otpauth";
import type pg from "pg";
import { removeFactor } from "../../adapters/db/factor-repository.ts";
import { inTransaction } from "../../adapters/db/in-transaction.ts";
import { inboxIn } from "../../adapters/db/inbox-repository.ts";
import { talksIn } from "../../adapters/db/talks.ts";
import { decodeWebMessage } from "../../adapters/channels/web/decode-web-message.ts";
import { freshCodes } from "../../adapters/fresh-codes.ts";
import { startState } from "../../core/conversation/conversation-state.ts";
import { type PlayTurnDependencies, playTurn } from "../../usecases/play-turn.ts";
import type { ChannelReader, ChatAddress } from "../../usecases/ports.ts";
import { type Actor, type Heard, astray, choiceOf, heardFrom } from "./actor.ts";

/** The people of the province and the clock that they live by. */
export interface Scene {
  readonly pool: pg.Pool;
  readonly now: () => Date;
  /** Goes on to an instant; never back. */
  moveTo(instant: Date): void;
  /** Someone by staff code, with a chat of their own. */
  actor(code: string): Promise<Actor>;
  /** Everybody with a duty, by staff code. */
  everyone(role: string): Promise<readonly Actor[]>;
  turns(): number;
  /** Takes the chats away again that the actors had. */
  clear(): Promise<void>;
}

/** A turn takes so long by the moved clock: a round is full of people who type at once. */
const turnMs = 250;
/** People who type at once make a turn stale now and then. */
const mostTries = 20;
/** An authenticator's code holds so long and counts once. */
const codeMs = 30_000;

/** Opens the scene at an instant; replies are kept by the web chat's own history. */
export function openScene(
  pool: pg.Pool,
  { startAt, codeKey }: { readonly startAt: Date; readonly codeKey: string },
): Scene {
  const clock = { ms: startAt.getTime(), turns: 0 };
  const actors = new Map<string, Actor>();
  const chats: ChatAddress[] = [];
  const now = (): Date => new Date(clock.ms);
  const deps = dependencies(pool, codeKey, now);
  const scene: Scene = {
    ...{ pool, now, turns: () => clock.turns },
    moveTo(instant) {
      clock.ms = Math.max(clock.ms, instant.getTime());
    },
    async actor(code) {
      const known = actors.get(code);
      if (known) return known;
      const chat = webChat();
      const person = await link(pool, code, chat);
      chats.push(chat);
      const actor = openActor(person, scene, (payload) => {
        clock.ms += turnMs;
        clock.turns += 1;
        return play(deps, { pool, chat, payload });
      });
      actors.set(code, actor);
      return actor;
    },
    async everyone(role) {
      return Promise.all((await codesOf(pool, role)).map((code) => scene.actor(code)));
    },
    clear: () => unlink(pool, chats, now()),
  };
  return scene;
}

function webChat(): ChatAddress {
  return { channel: "web", bot: "web", chatId: `demo-round-${randomUUID()}` };
}

async function play(
  deps: PlayTurnDependencies,
  of: { readonly pool: pg.Pool; readonly chat: ChatAddress; readonly payload: unknown },
): Promise<Heard> {
  const { pool, chat, payload } = of;
  await inboxIn(pool).receive({ from: chat, externalId: randomUUID(), payload });
  for (let tries = 0; tries < mostTries; tries += 1) {
    const played = await playTurn(deps, chat, () => undefined);
    if (played && played.outcome.kind !== "stale") return heardFrom(played);
  }
  throw new Error(`${chat.chatId}: the turn stays stale`);
}

async function codesOf(pool: pg.Pool, role: string): Promise<readonly string[]> {
  const { rows } = await pool.query<{ code: string }>(
    `select s.code from staff s join staff_roles r on r.staff_id = s.id
      where r.role = $1 and s.is_active order by s.code`,
    [role],
  );
  return rows.map(({ code }) => code);
}

/**
 * Takes the chats away with the second factors, whose apps are gone too; what waits to be sent to
 * the chats has nobody to read it.
 */
async function unlink(pool: pg.Pool, chats: readonly ChatAddress[], now: Date): Promise<void> {
  const ids = chats.map(({ chatId }) => chatId);
  const { rows } = await pool.query<{ staff_id: string }>(
    "delete from chat_links where channel = 'web' and chat_id = any ($1) returning staff_id",
    [ids],
  );
  await inTransaction(pool, async (client) => {
    for (const { staff_id: staffId } of rows) await removeFactor(client, staffId);
  });
  await pool.query(
    `update outbox set sent_at = $2
      where channel = 'web' and chat_id = any ($1) and sent_at is null and refused is null`,
    [ids, now],
  );
}

interface Person {
  readonly code: string;
  readonly agencyCode: string;
  readonly agencyGroup: string;
}

async function link(pool: pg.Pool, code: string, chat: ChatAddress): Promise<Person> {
  const { rows } = await pool.query<Person & { readonly id: string }>(
    `select s.id, s.code, a.code as "agencyCode", a.group_code as "agencyGroup"
       from staff s join agencies a on a.id = s.agency_id where s.code = $1`,
    [code],
  );
  const [person] = rows;
  if (!person) throw new Error(`nobody has the code ${code}`);
  // Nobody has the app in which an earlier round, or a visitor, has enrolled.
  await inTransaction(pool, (client) => removeFactor(client, person.id));
  await pool.query(
    "insert into chat_links (staff_id, channel, bot, chat_id) values ($1, $2, $3, $4)",
    [person.id, chat.channel, chat.bot, chat.chatId],
  );
  return person;
}

function openActor(
  person: Person,
  scene: Scene,
  play: (payload: unknown) => Promise<Heard>,
): Actor {
  const memory: { heard: Heard; secret: string | null } = {
    heard: { text: "", choices: [], state: startState, scheme: null },
    secret: null,
  };
  const hear = async (payload: unknown): Promise<Heard> => {
    memory.heard = await play(payload);
    return memory.heard;
  };
  const say = (text: string): Promise<Heard> => hear({ kind: "text", text });
  const code = (): string => {
    // The code before counts no more.
    scene.moveTo(new Date(scene.now().getTime() + codeMs));
    const totp = new TOTP({ secret: Secret.fromBase32(memory.secret ?? "") });
    return totp.generate({ timestamp: scene.now().getTime() });
  };
  return {
    ...person,
    get heard() {
      return memory.heard;
    },
    say,
    press: (key) => {
      const choice = choiceOf(memory.heard, key);
      if (!choice) return astray(person.code, `no button ${key}`, memory.heard);
      return hear({ kind: "choice", key: choice.key, label: choice.label });
    },
    tap: (key) => hear({ kind: "choice", key, label: "" }),
    async prove(again) {
      if (memory.secret === null) {
        const shown = await say("/xacthuc");
        memory.secret = /secret=([A-Z2-7]+)/.exec(shown.text)?.[1] ?? null;
        if (memory.secret === null) astray(person.code, "no key for the authenticator", shown);
        await say(code());
        await again();
      }
      return say(code());
    },
  };
}

function dependencies(pool: pg.Pool, codeKey: string, now: () => Date): PlayTurnDependencies {
  return {
    talks: talksIn(pool, { codeKey }),
    readers: { telegram: reader, web: reader, zalo: reader },
    clock: { now },
    publicUrl: "http://127.0.0.1:3000",
    fresh: (update) => freshCodes(codeKey, update),
  };
}

const reader: ChannelReader = {
  decode: decodeWebMessage,
  callbackId: () => null,
  maxFileBytes: 20_000_000,
};
