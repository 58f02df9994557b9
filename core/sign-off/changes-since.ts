import { type SignedLeaf, type SignedState, signedText } from "./signed-state.ts";

/** A leaf that is not what was signed last. */
export interface LeafChanged {
  readonly code: string;
  /** Null when the leaf was not there at the last signature. */
  readonly before: SignedLeaf | null;
  /** Null when the leaf is no longer there. */
  readonly after: SignedLeaf | null;
  /** Whether its evidence changed, with or without the answer. */
  readonly isProofChanged: boolean;
}

/** Lists the leaves that differ from the last signature, by code; all of them when there is none. */
export function changesSince(last: SignedState | null, now: SignedState): readonly LeafChanged[] {
  const before = contentsOf(last);
  const after = contentsOf(now);
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((code) => before.get(code)?.text !== after.get(code)?.text)
    .map((code) => changed(code, before.get(code), after.get(code)));
}

function changed(
  code: string,
  before: Content | undefined,
  after: Content | undefined,
): LeafChanged {
  const isProofChanged = (before?.proof ?? noProof) !== (after?.proof ?? noProof);
  return { code, before: before?.leaf ?? null, after: after?.leaf ?? null, isProofChanged };
}

const common = { schemeHash: "", draftVersion: 0 };
const noProof = signedText({ ...common, leaves: [], evidence: [] });

interface Content {
  readonly leaf: SignedLeaf;
  readonly text: string;
  readonly proof: string;
}

function contentsOf(state: SignedState | null): ReadonlyMap<string, Content> {
  if (!state) return new Map();
  return new Map(
    state.leaves.map((leaf) => {
      const evidence = state.evidence.filter(({ code }) => code === leaf.code);
      const text = signedText({ ...common, leaves: [leaf], evidence });
      const proof = signedText({ ...common, leaves: [], evidence });
      return [leaf.code, { leaf, text, proof }];
    }),
  );
}
