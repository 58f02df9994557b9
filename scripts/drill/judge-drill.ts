import { countRepeats } from "./count-repeats.ts";
import type { DrillRecord, HeardChat, Saying } from "./drill-record.ts";
import { groupBy } from "../../core/group-by.ts";
import type { Kept, KeptEntry, KeptEvidence, KeptReply } from "./read-kept.ts";

/** One line of the verdict: what was said, what came of it, and what should not be. */
export interface Line {
  readonly name: LineName;
  readonly said: number;
  readonly stored: number;
  readonly answered: number;
  readonly lost: number;
  readonly doubled: number;
}

/** What is counted. */
export type LineName =
  "updates" | "answers" | "files" | "documents" | "receipts" | "handIns" | "duties" | "messages";

/** What was still not done when nobody waited any longer; all 0 when the drill became quiet. */
export interface OnTheWay {
  /** Stored and not played. */
  readonly updates: number;
  /** Written and not sent. */
  readonly replies: number;
  /** Not fetched yet. */
  readonly files: number;
  /** Changed since results were computed. */
  readonly agencies: number;
}

/** What a drill found. */
export interface Verdict {
  readonly lines: readonly Line[];
  /** Messages that came once more, and whose row says that they may have. */
  readonly repeated: number;
  /** The same, and no row says so. */
  readonly repeatedUnrecorded: number;
  /** Milliseconds until the answer, in ascending order. */
  readonly waits: readonly number[];
  readonly onTheWay: OnTheWay;
  /** How and why each file that is not kept ended, or what hinders it; may be empty. */
  readonly filesNotKept: readonly string[];
}

/** True when nothing was lost, doubled, repeated without a note, or never came to rest. */
export function isClean({ lines, repeatedUnrecorded, onTheWay }: Verdict): boolean {
  return (
    repeatedUnrecorded === 0 &&
    lines.every(({ lost, doubled }) => lost === 0 && doubled === 0) &&
    Object.values(onTheWay).every((left) => left === 0)
  );
}

/**
 * Compares what people said and heard, by the messenger's own record, with what the database
 * holds; nothing of the product's logic is used.
 *
 * @param leaders Chats of those who only listen, by the agency's place.
 */
export function judgeDrill(
  record: DrillRecord,
  kept: Kept,
  leaders: ReadonlyMap<number, string>,
): Verdict {
  const books = openBooks(record, kept);
  const { recorded, unrecorded } = countRepeats(record, kept);
  const waits = record.sayings.flatMap(({ heardAfterMs }) => heardAfterMs ?? []);
  return {
    lines: [
      judgeUpdates(books),
      judgeAnswers(books),
      judgeEvidence(books, "files"),
      judgeEvidence(books, "documents"),
      judgeReceipts(books),
      judgeHandIns(books),
      judgeDuties(books, leaders),
      judgeMessages(books),
    ],
    ...{ repeated: recorded, repeatedUnrecorded: unrecorded },
    waits: waits.sort((a, b) => a - b),
    onTheWay: countOnTheWay(kept),
    filesNotKept: kept.evidence
      .filter(({ status }) => status !== "kept")
      .map(({ status, reason }) => (reason === null ? status : `${status}: ${reason}`)),
  };
}

function countOnTheWay({ updates, replies, evidence, dirtyAgencies }: Kept): OnTheWay {
  return {
    updates: updates.filter(({ status }) => status === "waiting").length,
    replies: replies.filter(({ isSent, isRefused }) => !isSent && !isRefused).length,
    files: evidence.filter(({ status }) => status === "fetching").length,
    agencies: dirtyAgencies,
  };
}

interface Books {
  readonly record: DrillRecord;
  readonly kept: Kept;
  readonly chats: ReadonlyMap<string, HeardChat>;
  readonly repliesTo: ReadonlyMap<string, readonly KeptReply[]>;
  readonly entriesOf: ReadonlyMap<string, Kept["entries"]>;
}

function openBooks(record: DrillRecord, kept: Kept): Books {
  return {
    record,
    kept,
    chats: new Map(record.chats.map((chat) => [chat.chatId, chat])),
    repliesTo: groupBy(kept.replies, ({ updateId }) => updateId ?? ""),
    entriesOf: groupBy(kept.entries, ({ updateId }) => updateId ?? ""),
  };
}

/** Every saying is played once and answered; who blocked the bot gets no answer. */
function judgeUpdates(books: Books): Line {
  const { record, kept } = books;
  const done = new Set(
    kept.updates.filter(({ status }) => status === "done").map(({ updateId }) => updateId),
  );
  const stored = record.sayings.filter(({ updateId }) => done.has(updateId));
  const answered = record.sayings.filter((saying) => isAnswered(books, saying));
  const unanswered = stored.filter(
    (saying) => !isAnswered(books, saying) && !isBlocked(books, saying.chatId),
  );
  const played = countBy(kept.updates, ({ chatId }) => chatId);
  const extraTurns = kept.talks.map(({ chatId, turns }) => turns - (played.get(chatId) ?? 0));
  return {
    ...{ name: "updates", said: record.sayings.length, stored: stored.length },
    answered: answered.length,
    lost: record.sayings.length - stored.length + unanswered.length,
    doubled: sum(extraTurns.map((extra) => Math.max(0, extra))),
  };
}

function judgeAnswers(books: Books): Line {
  const { kept } = books;
  const said = saidOf(books, "answer");
  const now = new Map(kept.leaves.map((leaf) => [`${String(leaf.agency)} ${leaf.code}`, leaf]));
  const stored = said.filter(({ agency, meant, updateId }) => {
    if (meant.kind !== "answer" || entriesFor(books, updateId, "answer") === 0) return false;
    return now.get(`${String(agency)} ${meant.code}`)?.done === meant.done;
  });
  const entries = kept.entries.filter(({ kind }) => kind === "answer");
  return lineOf(books, { name: "answers", said, stored, copies: entries.length });
}

function judgeEvidence(books: Books, name: "files" | "documents"): Line {
  const said = saidOf(books, name === "files" ? "file" : "document");
  const mark = (each: KeptEvidence): string | null =>
    name === "files" ? each.sha256 : each.number;
  const kept = books.kept.evidence.filter((each) => mark(each) !== null);
  const there = new Map(
    kept
      .filter(({ status }) => status === "kept")
      .map((each) => [`${String(each.agency)} ${each.code} ${mark(each) ?? ""}`, each]),
  );
  const stored = said.filter(({ agency, meant }) => {
    const own = meant.kind === "file" ? meant.sha256 : meant.kind === "document" && meant.number;
    return "code" in meant && there.has(`${String(agency)} ${meant.code} ${String(own)}`);
  });
  return lineOf(books, { name, said, stored, copies: kept.length });
}

/** A receipt that is stored was told, and one that was told is stored; none comes twice for one act. */
function judgeReceipts(books: Books): Line {
  const { record, kept } = books;
  const acts = record.sayings.filter(({ meant }) =>
    ["answer", "file", "document", "handIn"].includes(meant.kind),
  );
  const entries = acts.flatMap(({ updateId }) => books.entriesOf.get(updateId) ?? []);
  const given = entries.filter(({ receipt }) => receipt !== null);
  const isTold = ({ receipt, chatId }: KeptEntry): boolean =>
    textsIn(books, chatId).some((text) => text.includes(receipt ?? ""));
  const told = given.filter(isTold);
  const untold = given.filter((entry) => !isTold(entry) && !isBlocked(books, entry.chatId ?? ""));
  const known = new Set(kept.entries.map(({ receipt }) => receipt ?? ""));
  const heard = new Set(record.chats.flatMap(({ messages }) => messages.flatMap(receiptsIn)));
  const invented = [...heard].filter((receipt) => !known.has(receipt));
  return {
    ...{ name: "receipts", said: acts.length, stored: given.length, answered: told.length },
    lost: Math.max(0, acts.length - given.length) + untold.length + invented.length,
    doubled: Math.max(0, given.length - acts.length),
  };
}

function judgeHandIns(books: Books): Line {
  const { kept, record } = books;
  const said = saidOf(books, "handIn");
  const submits = kept.entries.filter(({ kind }) => kind === "submit");
  const stored = said.filter(
    ({ agency, updateId }) =>
      kept.handedIn.includes(agency) && entriesFor(books, updateId, "submit") > 0,
  );
  const line = lineOf(books, { name: "handIns", said, stored, copies: submits.length });
  // An agency that could never come to it has lost something before.
  return { ...line, lost: line.lost + record.agencies - said.length };
}

/** Each leader hears once that there is something to sign. */
function judgeDuties(books: Books, leaders: ReadonlyMap<number, string>): Line {
  const owing = books.kept.handedIn.map((agency) => leaders.get(agency) ?? "");
  const rows = countBy(books.kept.replies, ({ chatId }) => chatId);
  const told = owing.filter((chatId) => textsIn(books, chatId).length > 0);
  return {
    ...{ name: "duties", said: owing.length, answered: told.length },
    stored: owing.filter((chatId) => rows.has(chatId)).length,
    lost: owing.length - told.length,
    doubled: sum(owing.map((chatId) => Math.max(0, (rows.get(chatId) ?? 0) - 1))),
  };
}

/** Everything that was to be sent has arrived, but for those who blocked the bot. */
function judgeMessages(books: Books): Line {
  const { replies } = books.kept;
  const arrived = replies.filter((reply) => hasArrived(books, reply));
  const missing = replies.filter(
    (reply) => !hasArrived(books, reply) && !(reply.isRefused && isBlocked(books, reply.chatId)),
  );
  return {
    ...{ name: "messages", said: replies.length, stored: replies.length },
    ...{ answered: arrived.length, lost: missing.length, doubled: 0 },
  };
}

function lineOf(
  books: Books,
  about: {
    readonly name: LineName;
    readonly said: readonly Saying[];
    readonly stored: readonly Saying[];
    /** How many of the kind the database has in all. */
    readonly copies: number;
  },
): Line {
  const { name, said, stored, copies } = about;
  return {
    ...{ name, said: said.length, stored: stored.length },
    answered: said.filter((saying) => isAnswered(books, saying)).length,
    lost: said.length - stored.length,
    doubled: Math.max(0, copies - said.length),
  };
}

function saidOf({ record }: Books, kind: Saying["meant"]["kind"]): readonly Saying[] {
  return record.sayings.filter(({ meant }) => meant.kind === kind);
}

function isAnswered(books: Books, { updateId, isAwaited, heardAfterMs }: Saying): boolean {
  if (isAwaited) return heardAfterMs !== null;
  return (books.repliesTo.get(updateId) ?? []).some((reply) => hasArrived(books, reply));
}

function hasArrived({ chats }: Books, { chatId, messageId }: KeptReply): boolean {
  return chats.get(chatId)?.messages.some((each) => each.messageId === messageId) ?? false;
}

function isBlocked({ chats }: Books, chatId: string): boolean {
  return chats.get(chatId)?.isBlocked ?? false;
}

function textsIn({ chats }: Books, chatId: string | null): readonly string[] {
  return chats.get(chatId ?? "")?.messages.map(({ text }) => text) ?? [];
}

function entriesFor({ entriesOf }: Books, updateId: string, kind: string): number {
  return (entriesOf.get(updateId) ?? []).filter((entry) => entry.kind === kind).length;
}

function receiptsIn({ text }: { readonly text: string }): readonly string[] {
  return [...text.matchAll(/Biên nhận: ([A-Z0-9]+)/g)].map(([, receipt]) => receipt ?? "");
}

function countBy<T>(items: readonly T[], key: (item: T) => string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1);
  return counts;
}

function sum(figures: readonly number[]): number {
  return figures.reduce((total, each) => total + each, 0);
}
