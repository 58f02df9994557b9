import { type Subject, may } from "../../access/may.ts";
import type { RoundMarks, Stage } from "../../round/round.ts";
import { type Code, type Leaf, type Scheme, type SchemeNode, isLeaf } from "../../scheme/scheme.ts";
import { keyOf } from "../choice-keys.ts";
import type { ExplainedChild } from "./explained.ts";
import type { LeafTrace } from "../../scoring/trace.ts";
import type { ConversationState } from "../conversation-state.ts";
import { seesAll } from "../reader-rights.ts";
import { sayNoResult } from "./no-result.ts";
import { readCode } from "../reading/read-command.ts";
import { indexOf } from "../scheme-index.ts";
import { scoreOwn } from "../self-score/score-own.ts";
import { subjectOf } from "../subject-of.ts";
import { type ChatTurn, type Talk, codeOf, stay, turn } from "../talk.ts";
import type { AgencyResult, EvidenceFacts, LeafFacts } from "../facts.ts";

/** What is to be explained: a node or the whole of an agency; null for the own one. */
export interface WhyAsked {
  readonly code: Code | null;
  readonly agencyCode: string | null;
}

/** Reads "2.1.3", "2.1.3 STC", "STC 2.1.3", "STC"; nothing means the leaf the talk is on, or the own agency. */
export function readWhy(argument: string, state: ConversationState): WhyAsked {
  const [first = "", second] = argument.split(/[\s:]+/);
  if (first === "") return { code: codeOf(state), agencyCode: null };
  const isCode = /^\d/.test(first) || first.includes(".");
  const [code, agencyCode] = isCode ? [first, second] : [second, first];
  return {
    code: code === undefined ? null : readCode(code),
    agencyCode: agencyCode?.toUpperCase() ?? null,
  };
}

/** The agency whose number is explained, with what is known of it. */
interface Explained {
  readonly agencyCode: string;
  readonly agencyName: string;
  readonly scheme: Scheme;
  readonly leaf: LeafFacts | null;
  readonly evidence: readonly EvidenceFacts[];
  readonly marks: RoundMarks;
  readonly stage: Stage | null;
}

/** Explains a number down to the facts, the evidence and the receipts. */
export function explainWhy(talk: Talk, argument: string): ChatTurn {
  const { say } = talk.world;
  const asked = readWhy(argument, talk.state);
  const isOwn = asked.agencyCode === null || asked.agencyCode === talk.me.agencyCode;
  const agencyCode = asked.agencyCode ?? talk.me.agencyCode;
  if (!may(talk.me, "explainLeaf", subjectOfWhy(talk, asked.code, isOwn ? null : agencyCode))) {
    return stay(talk, say.common.onlyOwnAgency());
  }
  const explained = isOwn ? ownFacts(talk, asked.code) : otherFacts(talk);
  if (!explained) return sayNoResult(talk, agencyCode);
  const played =
    asked.code === null ? explainAgency(talk, explained) : explainNode(talk, explained, asked.code);
  const what = `why ${agencyCode} ${asked.code ?? ""}`.trim();
  return { ...played, effects: [{ kind: "noteQuery", what, stage: explained.stage }] };
}

/** Another agency's leaf is judged by the stage of its own round, which may be none of the person's. */
function subjectOfWhy(talk: Talk, code: Code | null, other: string | null): Subject {
  const field = code?.split(".")[0];
  if (other === null) return subjectOf(talk, talk.me.agencyCode, field);
  return subjectOf(talk, other, field, talk.world.found.explained?.stage);
}

function ownFacts({ me, world }: Talk, code: Code | null): Explained | null {
  const { scheme, draft, evidence, round } = world;
  if (!scheme) return null;
  return {
    agencyCode: me.agencyCode,
    agencyName: me.agencyName,
    scheme,
    leaf: (code === null ? undefined : draft?.leaves.get(code)) ?? null,
    evidence: evidence.filter((item) => item.code === code),
    marks: round ?? { isDemo: false, isTraining: false },
    stage: round?.stage ?? null,
  };
}

function otherFacts({ world }: Talk): Explained | null {
  const { explained } = world.found;
  return explained ? { ...explained, marks: explained } : null;
}

function explainAgency(talk: Talk, { agencyCode, agencyName, scheme }: Explained): ChatTurn {
  const { say, found } = talk.world;
  const result = found.agencyResult ?? null;
  if (!result) return sayNoResult(talk, agencyCode);
  const isOwn = agencyCode === talk.me.agencyCode;
  const children = childrenOf(scheme.fields, result);
  const text = say.why.agency({ result, children, showsRank: seesAll(talk.me) });
  const choices = scheme.fields.map(({ code }) => [
    whyChoice(talk, code, isOwn ? null : agencyCode),
  ]);
  return turn(talk.state, [{ title: say.why.agencyTitle(agencyName), text, choices }]);
}

function explainNode(talk: Talk, explained: Explained, code: Code): ChatTurn {
  const { say } = talk.world;
  const node = indexOf(explained.scheme).nodes.get(code);
  if (!node) return stay(talk, say.common.noSuchCode(code));
  return isLeaf(node) ? explainLeaf(talk, explained, node) : explainBranch(talk, explained, node);
}

function explainBranch(
  talk: Talk,
  { agencyCode, agencyName }: Explained,
  node: Extract<SchemeNode, { readonly children: unknown }>,
): ChatTurn {
  const { say, found } = talk.world;
  const result = found.agencyResult ?? null;
  if (!result) return sayNoResult(talk, agencyCode);
  const text = say.why.branch({
    agencyName,
    node,
    total: result.nodes.get(node.code) ?? null,
    children: childrenOf(node.children, result),
    result,
  });
  const other = agencyCode === talk.me.agencyCode ? null : agencyCode;
  const choices = node.children.map(({ code }) => [whyChoice(talk, code, other)]);
  return turn(talk.state, [{ title: say.why.nodeTitle(node), text, choices }]);
}

function explainLeaf(talk: Talk, explained: Explained, leaf: Leaf): ChatTurn {
  const { say, found } = talk.world;
  const { scheme, agencyCode, evidence, stage } = explained;
  const field = leaf.code.split(".")[0];
  const seesEvidence = may(talk.me, "seeEvidence", subjectOf(talk, agencyCode, field, stage));
  const result = found.agencyResult ?? null;
  const text = say.why.leaf({
    agencyName: explained.agencyName,
    leaf,
    facts: explained.leaf,
    trace: result?.trace ?? traceOf(talk, scheme, leaf, explained.leaf),
    evidence: seesEvidence && leaf.source === "self" ? evidence : null,
    result,
    counted: result?.nodes.get(leaf.code) ?? null,
    marks: explained.marks,
  });
  const isOwn = agencyCode === talk.me.agencyCode && leaf.source === "self";
  const choices = isOwn
    ? [[{ key: keyOf("open", leaf.code), label: say.buttons.openCode(leaf.code) }]]
    : [];
  return turn(talk.state, [{ title: say.why.nodeTitle(leaf), text, choices }]);
}

function traceOf(
  { world }: Talk,
  scheme: Scheme,
  leaf: Leaf,
  facts: LeafFacts | null,
): LeafTrace | null {
  if (!facts?.answer) return null;
  const scored = scoreOwn({ scheme, world }, leaf, facts.answer);
  return scored.ok ? scored.value.trace : null;
}

function childrenOf(nodes: readonly SchemeNode[], result: AgencyResult): readonly ExplainedChild[] {
  return nodes.map((node) => ({ node, value: result.nodes.get(node.code) ?? null }));
}

function whyChoice({ world: { say } }: Talk, code: Code, agencyCode: string | null) {
  const key = agencyCode === null ? keyOf("why", code) : keyOf("why", code, agencyCode);
  return { key, label: say.buttons.whyCode(code) };
}
