import type { AgendaSource } from "./agenda.ts";
import type { CouncilFacts, CouncilItem } from "./council.ts";
import { type VoteRefusal, isSettled, resultOf, whyNoVote } from "./voting.ts";

/** Which items a joint act takes: all, or those of one source. */
export type JointScope = "all" | AgendaSource["kind"];

/** Why an item is not put to the vote together with others. */
export type PutAlone = "ownMotion" | "interest";

/** Why an item is not decided together with others. */
export type DecideAlone = "notQuorate" | "mayTurn";

/** Items that go together, and those that stay out with the reason; both by number. */
export interface Joint<Why> {
  readonly ready: readonly CouncilItem[];
  readonly leftOut: readonly { readonly item: CouncilItem; readonly why: Why }[];
}

/** Why a member votes on an item alone, or not at all, while the others go together. */
export type VoteAlone =
  | { readonly kind: "ownMotion" }
  | Extract<VoteRefusal, { readonly kind: "ownAgency" | "declared" }>;

interface Voting {
  readonly staffId: string;
  readonly now: string;
}

/** Items not put yet: those whose proposal can be voted as it stands go together. */
export function itemsToPut({ items }: CouncilFacts, scope: JointScope): Joint<PutAlone> {
  const waiting = items.filter((item) => item.status === "waiting" && isIn(scope, item));
  return partOf(waiting, whyPutAlone);
}

/** Items that a member has not voted on: those whose first motion stands go together. */
export function itemsToVote(
  facts: CouncilFacts,
  { scope, ...who }: Voting & { readonly scope: JointScope },
): Joint<VoteAlone> {
  const open = itemsWithout(facts, who.staffId).filter((item) => isIn(scope, item));
  const judged = open.map((item) => ({ item, why: whyNoVote(facts, item, who) }));
  return {
    ready: judged.flatMap(({ item, why }) =>
      why === null && item.motion.kind === "accept" ? [item] : [],
    ),
    leftOut: judged.flatMap<{ item: CouncilItem; why: VoteAlone }>(({ item, why }) => {
      if (why === null) return item.motion.kind === "accept" ? [] : [{ item, why: ownMotion }];
      return why.kind === "ownAgency" || why.kind === "declared" ? [{ item, why }] : [];
    }),
  };
}

/** Items that a member has voted on and, until they are decided, may vote on anew together. */
export function itemsToVoteAnew(
  facts: CouncilFacts,
  { scope, ...who }: Voting & { readonly scope: JointScope },
): readonly CouncilItem[] {
  return facts.items.filter(
    (item) =>
      item.status === "voting" &&
      item.motion.kind === "accept" &&
      isIn(scope, item) &&
      item.votes.some(({ memberId }) => memberId === who.staffId) &&
      whyNoVote(facts, item, who) === null,
  );
}

const ownMotion: VoteAlone = { kind: "ownMotion" };

/** Items being voted on: those whose outcome no vote still out can turn are decided together. */
export function itemsToDecide(facts: CouncilFacts): Joint<DecideAlone> {
  const voting = facts.items.filter(({ status }) => status === "voting");
  return partOf(voting, (item) => {
    if (resultOf(facts, item).outcome === "notQuorate") return "notQuorate";
    return isSettled(facts, item) ? null : "mayTurn";
  });
}

/** Items that need a person now: votes to give first, then what the secretary brings on. */
export function itemsNeeding(
  facts: CouncilFacts,
  who: Voting & { readonly isMember: boolean; readonly isSecretary: boolean },
): readonly CouncilItem[] {
  const toVote = itemsWithout(facts, who.staffId).filter(
    (item) => who.isMember && whyNoVote(facts, item, who) === null,
  );
  if (!who.isSecretary) return toVote;
  const waiting = facts.items.filter(({ status }) => status === "waiting");
  const others = [...itemsToDecide(facts).ready, ...waiting];
  return [...toVote, ...others.filter((item) => !toVote.includes(item))];
}

/**
 * A mark of a list as it was shown: a button that carries it acts on just this list.
 *
 * @returns At most seven characters; no secret, only a guard against acting on what has changed.
 */
export function sealOf(parts: readonly (string | number)[]): string {
  let hash = 0x811c9dc5;
  for (const character of parts.join(" ")) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  return (hash >>> 0).toString(36);
}

/** Items being voted on that a person has given no vote on. */
function itemsWithout({ items }: CouncilFacts, staffId: string): readonly CouncilItem[] {
  return items.filter(
    ({ status, votes }) =>
      status === "voting" && votes.every(({ memberId }) => memberId !== staffId),
  );
}

function whyPutAlone({ motion, interests }: CouncilItem): PutAlone | null {
  if (motion.kind !== "accept") return "ownMotion";
  return interests.length > 0 ? "interest" : null;
}

function isIn(scope: JointScope, { source }: CouncilItem): boolean {
  return scope === "all" || scope === source;
}

function partOf<Why>(
  items: readonly CouncilItem[],
  whyNot: (item: CouncilItem) => Why | null,
): Joint<Why> {
  const judged = items.map((item) => ({ item, why: whyNot(item) }));
  return {
    ready: judged.flatMap(({ item, why }) => (why === null ? [item] : [])),
    leftOut: judged.flatMap(({ item, why }) => (why === null ? [] : [{ item, why }])),
  };
}
