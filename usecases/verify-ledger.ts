import { groupBy } from "../core/group-by.ts";
import {
  type BrokenLink,
  type ChainHead,
  type Hash,
  emptyChain,
  verifyChain,
} from "../core/audit/chain.ts";
import type { LedgerEntry } from "../core/audit/entry.ts";
import {
  type RoundDigest,
  firstBrokenDigest,
  headsOf,
  roundItself,
} from "../core/audit/round-digest.ts";
import type { LedgerPlace, LedgerReader, StoredHead } from "./ledger-ports.ts";

/** What is wrong with a chain, at its first broken link. */
export interface BrokenChain extends LedgerPlace {
  readonly why:
    | BrokenLink["why"]
    /** The chain ends before its recorded end: links were taken off. */
    | "cutOff"
    /** It ends elsewhere than recorded: it was rewritten, or its end was. */
    | "otherEnd"
    /** No end is recorded. */
    | "noEnd"
    /** A digest recorded another hash for this link: the chain was rewritten since. */
    | "notAsDigested";
  /** The entry found there; null when there is none. */
  readonly entry: LedgerEntry | null;
}

/** What checking the whole ledger found. */
export interface LedgerFindings {
  readonly links: number;
  readonly chains: number;
  readonly digests: number;
  /** One for each broken chain, in order. */
  readonly broken: readonly BrokenChain[];
  /** The first digest of a round that does not hold. */
  readonly brokenDigests: readonly { readonly roundId: string; readonly seq: number }[];
  readonly heads: readonly StoredHead[];
  /** The newest digest of each round, to be noted outside the system. */
  readonly lastDigests: readonly RoundDigest[];
}

/** How a ledger is checked. */
export interface VerifyOptions {
  readonly hash: Hash;
  /** Only this round. */
  readonly roundId?: string | null;
  /** Links read at once. */
  readonly pageLength?: number;
}

/**
 * Recomputes every chain and compares it with the recorded ends and the digests. The reader must
 * show one moment; memory holds two pages, not the ledger.
 */
export async function verifyLedger(
  ledger: LedgerReader,
  { hash, roundId = null, pageLength = 2_000 }: VerifyOptions,
): Promise<LedgerFindings> {
  const heads = await ledger.heads(roundId);
  const digests = await ledger.digests(roundId);
  const walk = openWalk(hash, markedLinks(digests));
  let place: LedgerPlace = { roundId: roundItself, agencyId: roundItself, seq: "0" };
  let coming = ledger.page(place, pageLength, roundId);
  for (;;) {
    const page = await coming;
    const last = page.at(-1);
    // The next page is fetched while this one is hashed.
    if (last) place = placeOf(last);
    coming = last ? ledger.page(place, pageLength, roundId) : Promise.resolve([]);
    if (!last) break;
    walk.take(page);
  }
  const byRound = groupBy(digests, (each) => each.roundId);
  return {
    links: walk.links(),
    chains: walk.ends.size,
    digests: digests.length,
    broken: walk.finish(heads),
    brokenDigests: [...byRound].flatMap(([round, those]) => {
      const seq = firstBrokenDigest(those, hash);
      return seq === null ? [] : [{ roundId: round, seq }];
    }),
    heads,
    lastDigests: [...byRound.values()].flatMap((those) => those.slice(-1)),
  };
}

/** Walks through the chains as their links come in. */
interface Walk {
  /** Where each chain ends as far as it was walked and held. */
  readonly ends: ReadonlyMap<string, ChainHead>;
  links(): number;
  take(page: readonly LedgerEntry[]): void;
  finish(heads: readonly StoredHead[]): readonly BrokenChain[];
}

/** For each chain: the hash a link had when a digest was made, by its number. */
type MarkedLinks = ReadonlyMap<string, ReadonlyMap<string, string>>;

function openWalk(hash: Hash, marked: MarkedLinks): Walk {
  const ends = new Map<string, ChainHead>();
  const broken = new Map<string, BrokenChain>();
  let count = 0;
  const takeRun = (key: string, run: readonly LedgerEntry[]): void => {
    const head = ends.get(key) ?? emptyChain;
    ends.set(key, head);
    if (broken.has(key)) return;
    const walked = verifyChain(head, run, hash);
    const found = "why" in walked ? brokenAt(walked, run, head) : strayFrom(marked.get(key), run);
    if (found) broken.set(key, found);
    if (!("why" in walked)) ends.set(key, walked);
  };
  return {
    ends,
    links: () => count,
    take(page) {
      count += page.length;
      for (const run of runsOf(page)) if (run[0]) takeRun(keyOf(placeOf(run[0])), run);
    },
    finish(heads) {
      for (const [key, found] of endProblems(ends, heads, marked)) {
        if (!broken.has(key)) broken.set(key, found);
      }
      return [...broken.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, found]) => found);
    },
  };
}

function brokenAt(
  { seq, why }: BrokenLink,
  run: readonly LedgerEntry[],
  head: ChainHead,
): BrokenChain | null {
  const entry = run[seq - head.seq - 1];
  return entry ? { ...placeOf(entry), seq: String(seq), why, entry } : null;
}

/** The first link that a digest knows with another hash. */
function strayFrom(
  marks: ReadonlyMap<string, string> | undefined,
  run: readonly LedgerEntry[],
): BrokenChain | null {
  const entry = marks && run.find(({ seq, hash }) => (marks.get(seq) ?? hash) !== hash);
  return entry ? { ...placeOf(entry), why: "notAsDigested", entry } : null;
}

function* endProblems(
  ends: ReadonlyMap<string, ChainHead>,
  heads: readonly StoredHead[],
  marked: MarkedLinks,
): Generator<readonly [string, BrokenChain]> {
  const known = new Set<string>();
  for (const head of heads) {
    const key = keyOf(head);
    known.add(key);
    const problem = endProblem(ends.get(key) ?? emptyChain, head);
    if (problem) yield [key, problem];
  }
  for (const [key, { seq }] of ends) {
    if (!known.has(key))
      yield [key, { ...openKey(key), seq: String(seq), why: "noEnd", entry: null }];
  }
  for (const [key, marks] of marked) {
    const end = ends.get(key) ?? emptyChain;
    const missing = [...marks.keys()].filter((seq) => Number(seq) > end.seq);
    if (missing.length === 0) continue;
    yield [key, { ...openKey(key), seq: String(end.seq + 1), why: "cutOff", entry: null }];
  }
}

function endProblem(end: ChainHead, head: StoredHead): BrokenChain | null {
  const { roundId, agencyId } = head;
  const recorded = Number(head.seq);
  if (recorded > end.seq) {
    return { roundId, agencyId, seq: String(end.seq + 1), why: "cutOff", entry: null };
  }
  if (recorded === end.seq && head.hash === end.hash) return null;
  return { roundId, agencyId, seq: String(end.seq), why: "otherEnd", entry: null };
}

function markedLinks(digests: readonly RoundDigest[]): MarkedLinks {
  const marked = new Map<string, Map<string, string>>();
  for (const digest of digests) {
    for (const { agencyId, seq, hash } of headsOf(digest)) {
      const key = keyOf({ roundId: digest.roundId, agencyId });
      const marks = marked.get(key) ?? new Map<string, string>();
      // What was recorded first counts: a chain rewritten in between is recorded anew.
      marked.set(key, marks.has(seq) ? marks : marks.set(seq, hash));
    }
  }
  return marked;
}

/** A page cut where a new chain begins. */
function* runsOf(page: readonly LedgerEntry[]): Generator<readonly LedgerEntry[]> {
  let from = 0;
  for (let at = 1; at <= page.length; at += 1) {
    const [here, before] = [page[at], page[at - 1]];
    if (here?.roundId === before?.roundId && here?.agencyId === before?.agencyId) continue;
    yield page.slice(from, at);
    from = at;
  }
}

function placeOf({ roundId, agencyId, seq }: LedgerEntry): LedgerPlace {
  return { roundId, agencyId: agencyId ?? roundItself, seq };
}

function keyOf({ roundId, agencyId }: Omit<LedgerPlace, "seq">): string {
  return `${roundId} ${agencyId}`;
}

function openKey(key: string): Omit<LedgerPlace, "seq"> {
  const [roundId = "", agencyId = ""] = key.split(" ");
  return { roundId, agencyId };
}
