import type { AgendaSource } from "../../council/agenda.ts";
import type { CouncilItem } from "../../council/council.ts";
import { type JointScope, itemsToPut, sealOf } from "../../council/joint.ts";
import type { ChatTurn } from "../talk.ts";
import { type CouncilTalk, backRows, councilKey, refuse, say } from "./council-talk.ts";
import { thenNext } from "./next-item.ts";
import { whyNotRunning } from "./run-meeting.ts";

const sources: readonly AgendaSource["kind"][] = [
  ...(["explanation", "blindDifference", "spotCheck", "bulkAgreement", "notApplicable"] as const),
  ...(["bonus", "penalty", "knockout", "extension", "reopening", "signedAlone", "tie"] as const),
];

/** Reads the scope of a button. */
export function readScope(text: string): JointScope | null {
  return text === "all" ? "all" : (sources.find((source) => source === text) ?? null);
}

/** Offers what can be put to the vote together, by kind, and names what cannot. */
function showPutting(talk: CouncilTalk): ChatTurn {
  const { facts, world } = talk;
  const refusal = whyNotRunning(talk);
  if (refusal) return refusal;
  const { ready, leftOut } = itemsToPut(facts, "all");
  if (ready.length === 0) return refuse(talk, world.say.joint.nothingToPut(leftOut));
  const kinds = sources.filter((kind) => ready.some(({ source }) => source === kind));
  const scopes: readonly JointScope[] = kinds.length > 1 ? ["all", ...kinds] : kinds;
  const choices = scopes.map((scope) => {
    const count = itemsToPut(facts, scope).ready.length;
    return [{ key: councilKey("puts", scope), label: world.say.joint.scope({ scope, count }) }];
  });
  const text = world.say.joint.putting({ count: ready.length, leftOut });
  const title = world.say.joint.title("put");
  return say(talk, { title, text, choices: [...choices, ...backRows(talk, null)] });
}

/** Shows which items would be put, and asks. */
export function askPutting(talk: CouncilTalk, scopeText: string): ChatTurn {
  const { facts, world } = talk;
  const scope = readScope(scopeText);
  if (!scope) return showPutting(talk);
  const refusal = whyNotRunning(talk);
  if (refusal) return refusal;
  const { ready, leftOut } = itemsToPut(facts, scope);
  if (ready.length === 0) return refuse(talk, world.say.joint.nothingToPut(leftOut));
  const { members } = facts;
  const yes = {
    key: councilKey("putsyes", scope, sealOfPut(ready)),
    label: world.say.joint.button("confirmPut"),
  };
  return say(talk, {
    title: world.say.joint.title("put"),
    text: world.say.joint.confirmPut({ scope, items: ready, leftOut, members: members.length }),
    choices: [[yes], ...backRows(talk, null)],
  });
}

/** Puts the items to the vote, if they still are those that were shown. */
export function putTogether(talk: CouncilTalk, scopeText: string, seen: string): ChatTurn {
  const { facts, world } = talk;
  const scope = readScope(scopeText);
  if (!scope) return showPutting(talk);
  const refusal = whyNotRunning(talk);
  if (refusal) return refusal;
  const { ready, leftOut } = itemsToPut(facts, scope);
  if (ready.length === 0) return refuse(talk, world.say.joint.nothingToPut(leftOut));
  if (seen !== sealOfPut(ready)) return askPutting(talk, scope);
  const text = world.say.joint.put({ items: ready, leftOut, members: facts.members.length });
  const reply = thenNext(talk, { title: world.say.joint.title("put"), text }, ready);
  const items = ready.map(({ id: itemId, version: expectedVersion }) => ({
    ...{ itemId, expectedVersion },
  }));
  return say(talk, reply, [{ kind: "putTogether", roundId: facts.round.id, scope, items }]);
}

function sealOfPut(items: readonly CouncilItem[]): string {
  return sealOf(items.flatMap(({ id, version }) => [id, version]));
}
