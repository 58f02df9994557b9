import type { LeftOut } from "../../round/left-out.ts";
import type { Leaf, Scheme } from "../../scheme/scheme.ts";
import { changesSince } from "../../sign-off/changes-since.ts";
import type { SignedState } from "../../sign-off/signed-state.ts";
import type { DraftFacts, EvidenceFacts } from "../facts.ts";
import { indexFor } from "../scheme-index.ts";
import { isLive } from "../self-score/leaf-status.ts";
import { blockersOf, totalsOf } from "../submit/blockers.ts";
import type { Digest } from "./digest-facts.ts";
import type { SettledReturn } from "./sign-off-facts.ts";

/** What a digest is made from; the evidence of all leaves. */
export interface DigestSource {
  readonly agencyName: string;
  readonly round: {
    readonly title: string;
    readonly isDemo: boolean;
    readonly isTraining: boolean;
  };
  readonly scheme: Scheme;
  readonly draft: Pick<DraftFacts, "version" | "leaves">;
  readonly leftOut: readonly LeftOut[];
  readonly evidence: readonly EvidenceFacts[];
  readonly schemeHash: string;
  /** What was signed last; null when nothing was. */
  readonly last: SignedState | null;
  readonly settled: readonly SettledReturn[];
}

type Draft = Pick<DigestSource, "draft" | "evidence" | "schemeHash">;

/** The state that a signature given now would cover; what came with explanations is not part of it. */
export function stateOf({ draft, evidence, schemeHash }: Draft): SignedState {
  return {
    schemeHash,
    draftVersion: draft.version,
    leaves: [...draft.leaves.values()],
    evidence: evidence.filter((item) => item.phase === "selfScoring" && isLive(item)),
  };
}

/** Sums up a draft for the leader: points by field, what changed since the last signature, gaps. */
export function digestOf(source: DigestSource): Digest {
  const { agencyName, round, scheme, draft, leftOut, evidence, last } = source;
  const index = indexFor(scheme, leftOut);
  const leaves = index.own.flatMap((leaf) => {
    const facts = draft.leaves.get(leaf.code);
    return facts ? [facts] : [];
  });
  return {
    agencyName,
    roundTitle: round.title,
    isDemo: round.isDemo,
    isTraining: round.isTraining,
    totals: totalsOf({ index, draft }),
    changes: last && changedLeaves(index.own, source, last),
    settled: source.settled,
    leafCount: leaves.length,
    gaps: blockersOf({ index, draft, world: { evidence } }),
    explained: leaves
      .filter(({ evidenceCount, explanation }) => evidenceCount === 0 && explanation !== null)
      .map(({ code }) => code),
    notApplicable: leaves.filter((leaf) => leaf.notApplicable !== null).map(({ code }) => code),
  };
}

function changedLeaves(
  own: readonly Leaf[],
  source: DigestSource,
  last: SignedState,
): Digest["changes"] {
  const changes = new Map(changesSince(last, stateOf(source)).map((each) => [each.code, each]));
  return own.flatMap((leaf) => {
    const change = changes.get(leaf.code);
    return change ? [{ ...change, leaf }] : [];
  });
}
