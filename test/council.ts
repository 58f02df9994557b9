import type pg from "pg";
import { resultsIn } from "../adapters/db/group-results.ts";
import { talksIn } from "../adapters/db/talks.ts";
import { inboxIn } from "../adapters/db/inbox-repository.ts";
import type { ChatInput } from "../core/conversation/turn.ts";
import { type PlayTurnDependencies, type PlayedTurn, playTurn } from "../usecases/play-turn.ts";
import { openRecomputeResults } from "../usecases/recompute-results.ts";
import type { ChatAddress } from "../usecases/ports.ts";
import { type TestProvince, aProvince } from "./province.ts";
import { aScheme } from "./schemes.ts";

/** People of a council in a test's database, each with a Telegram chat. */
export const councilPeople = {
  secretary: { chatId: "101", agency: 0, role: "councilSecretary", name: "Thư ký Hà" },
  chair: { chatId: "102", agency: null, role: "councilChair", name: "Chủ tịch Bình" },
  one: { chatId: "103", agency: 0, role: "councilMember", name: "Ủy viên An" },
  two: { chatId: "104", agency: null, role: "councilMember", name: "Ủy viên Cúc" },
  three: { chatId: "105", agency: null, role: "councilMember", name: "Ủy viên Dũng" },
  coordinator: { chatId: "106", agency: 0, role: "coordinator", name: "Điều phối Giang" },
  official: { chatId: "107", agency: null, role: "official", name: "Lãnh đạo Khánh" },
} as const;

/** Somebody of the council. */
export type CouncilPerson = keyof typeof councilPeople;

/** A province whose round stands at the council, with results computed and a way to talk. */
export interface TestCouncil extends TestProvince {
  readonly staff: Readonly<Record<CouncilPerson, string>>;
  /** Plays what a person types or, in brackets, presses; gives what was said. */
  say(person: CouncilPerson, text: string): Promise<string>;
  /** The key of the newest button shown to a person that begins so. */
  shown(person: CouncilPerson, key: string): Promise<string>;
  /** Opens and decides a turn without writing it, for what happens in between. */
  hold(person: CouncilPerson, text: string): Promise<() => Promise<PlayedTurn["outcome"]["kind"]>>;
  recompute(): Promise<void>;
  setNow(instant: string): void;
  now(): string;
}

/** Two agencies with the same points, so that there is a tie; the second asks to leave a leaf out. */
export async function aCouncil(pool: pg.Pool): Promise<TestCouncil> {
  const province = await aProvince(pool, { scheme: aScheme(), agencyCount: 3 });
  for (const [at, { id }] of province.agencies.entries()) {
    const done = String([18, 18, 12][at]);
    await pool.query(
      `insert into leaf_states (round_id, agency_id, code, version, draft_version, answer, points,
         explanation, receipt, changed_at)
       values ($1, $2, '1.1', 1, 1, $3, $4, 'đã làm', $5, now())`,
      [
        ...[province.roundId, id, JSON.stringify({ done, total: "20" })],
        ...[Number(done) * 500, `R-${id}`],
      ],
    );
  }
  await grantExtension(pool, province);
  await pool.query("update rounds set stage = 'council'");
  const staff = await addPeople(pool, province);
  const clock = { instant: "2026-02-02T02:00:00.000Z" };
  const results = openRecomputeResults({ results: resultsIn(pool), clock: clockOf(clock) });
  const recompute = async (): Promise<void> => {
    await results(province.roundId, "so");
  };
  await recompute();
  const deps = playDeps(pool, clock);
  return {
    ...{ ...province, staff, recompute },
    say: (person, text) => playUntilDone(pool, deps, { chat: chatOf(person), text }),
    shown: (person, key) => findShown(pool, councilPeople[person].chatId, key),
    hold: (person, text) => holdTurn(pool, deps, { chat: chatOf(person), text }),
    setNow: (instant) => {
      clock.instant = instant;
    },
    now: () => clock.instant,
  };
}

async function findShown(pool: pg.Pool, chatId: string, key: string): Promise<string> {
  const { rows } = await pool.query<{ body: string }>(
    "select body::text from outbox where chat_id = $1 order by id desc",
    [chatId],
  );
  for (const { body } of rows) {
    const found = new RegExp(`${key}[^"]*`).exec(body)?.[0];
    if (found !== undefined) return found;
  }
  throw new Error(`${chatId} was shown no button “${key}”`);
}

async function grantExtension(pool: pg.Pool, { roundId, agencies }: TestProvince): Promise<void> {
  await pool.query(
    `insert into round_exceptions (round_id, agency_id, phase, closes_at, reason, letter, granted_at)
     values ($1, $2, 'selfScoring', '2026-01-20T10:00:00Z', 'Mưa lũ', '12/CV-A3', now())`,
    [roundId, agencies[2]?.id],
  );
}

async function addPeople(
  pool: pg.Pool,
  { agencies }: TestProvince,
): Promise<Readonly<Record<CouncilPerson, string>>> {
  const { rows } = await pool.query<{ id: string }>(
    "insert into agencies (code, name, group_code) values ('UBND', 'UBND tỉnh', 'tinh') returning id",
  );
  const staff: Partial<Record<CouncilPerson, string>> = {};
  for (const [person, about] of Object.entries(councilPeople)) {
    const agency = about.agency === null ? rows[0]?.id : agencies[about.agency]?.id;
    const added = await pool.query<{ id: string }>(
      "insert into staff (code, full_name, agency_id) values ($1, $2, $3) returning id",
      [person, about.name, agency],
    );
    const id = added.rows[0]?.id ?? "";
    await pool.query("insert into staff_roles (staff_id, role) values ($1, $2)", [id, about.role]);
    await pool.query(
      "insert into chat_links (staff_id, channel, bot, chat_id) values ($1, 'telegram', '123', $2)",
      [id, about.chatId],
    );
    staff[person as CouncilPerson] = id;
  }
  return staff as Record<CouncilPerson, string>;
}

function chatOf(person: CouncilPerson): ChatAddress {
  return { channel: "telegram", bot: "123", chatId: councilPeople[person].chatId };
}

function clockOf(clock: { readonly instant: string }): { now: () => Date } {
  return { now: () => new Date(clock.instant) };
}

function playDeps(pool: pg.Pool, clock: { readonly instant: string }): PlayTurnDependencies {
  const reader = {
    maxFileBytes: 1000,
    decode: (payload: unknown) => payload as ChatInput,
    callbackId: () => null,
  };
  return {
    talks: talksIn(pool, { codeKey: "a secret of this test, long enough" }),
    readers: { telegram: reader, web: reader, zalo: reader },
    clock: clockOf(clock),
    publicUrl: "http://127.0.0.1",
    fresh: ({ id }) => ({
      receipts: [0, 1, 2, 3].map((place) => `BN${id.padStart(7, "0")}${String(place)}`),
      token: `t${id}`,
      linkCode: "ACDEFG23",
      factor: { secret: "JBSWY3DPEHPK3PXP", recoveryCodes: [], chatCode: "123456" },
    }),
  };
}

interface Said {
  readonly chat: ChatAddress;
  readonly text: string;
}

async function receive(pool: pg.Pool, { chat, text }: Said): Promise<void> {
  const key = /^\[(.+)\]$/.exec(text)?.[1];
  const payload: ChatInput =
    key === undefined ? { kind: "text", text } : { kind: "choice", key, messageId: null };
  const externalId = String(Math.random());
  await inboxIn(pool).receive({ from: chat, externalId, payload });
}

async function playUntilDone(
  pool: pg.Pool,
  deps: PlayTurnDependencies,
  said: Said,
): Promise<string> {
  await receive(pool, said);
  for (let tries = 0; tries < 5; tries += 1) {
    const played = await playTurn(deps, said.chat, () => undefined);
    if (!played) throw new Error("nothing to play");
    if (played.outcome.kind !== "stale") {
      return played.decided.replies
        .map(({ reply }) => `${reply.title ?? ""}\n${reply.text}`)
        .join("\n");
    }
  }
  throw new Error("the turn stays stale");
}

async function holdTurn(
  pool: pg.Pool,
  deps: PlayTurnDependencies,
  said: Said,
): Promise<() => Promise<PlayedTurn["outcome"]["kind"]>> {
  await receive(pool, said);
  let decided: Parameters<PlayTurnDependencies["talks"]["commit"]>[0] | undefined;
  const holding: PlayTurnDependencies = {
    ...deps,
    talks: {
      ...deps.talks,
      commit: (turn) => {
        decided = turn;
        return Promise.resolve({ kind: "stale" });
      },
    },
  };
  await playTurn(holding, said.chat, () => undefined);
  const turn = decided;
  if (!turn) throw new Error("nothing was decided");
  return async () => (await deps.talks.commit(turn)).kind;
}
