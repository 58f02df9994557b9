import type { Actor } from "../access/actor.ts";
import type { ConversationState } from "./conversation-state.ts";
import { type CommandName, readCode } from "./reading/read-command.ts";
import type { Understood } from "./read-input.ts";
import { readWhy } from "./commands/why.ts";
import { needsInRound, needsOfRound } from "./round/round-need.ts";
import { readReceipt } from "./commands/check-receipt.ts";
import { isReaderOnly, seesAll } from "./reader-rights.ts";
import type { Need } from "./world.ts";

/** The facts that a linked person's input needs beyond those that every turn loads. */
export function needsOfInput(
  me: Actor,
  state: ConversationState,
  understood: Understood,
): readonly Need[] {
  switch (understood.kind) {
    case "command":
      return namers[understood.command.name]?.(me, state, understood.command.argument) ?? [];
    case "pressed":
      return needsOfPress(understood.verb, understood.args);
    case "text":
      return needsInRound(state, understood.text);
    case "file":
    case "unreadable":
      return [];
  }
}

function needsOfPress(verb: string, [code = ""]: readonly string[]): readonly Need[] {
  switch (verb) {
    case "list":
    case "field":
    case "confirm":
      return [{ kind: "allEvidence" }];
    case "add":
    case "wanted":
    case "withdraw":
      return [{ kind: "evidenceOf", code }];
    case "revoke":
      return [{ kind: "links" }];
    default:
      return [];
  }
}

type Namer = (me: Actor, state: ConversationState, argument: string) => readonly Need[];

const allEvidence: Namer = () => [{ kind: "allEvidence" }];

/** People without a draft of their own are greeted by what all agencies have. */
const startNeeds: Namer = (me) => (isReaderOnly(me) ? [{ kind: "rankings", group: null }] : []);

const namers: Partial<Readonly<Record<CommandName, Namer>>> = {
  progress: (me) =>
    isReaderOnly(me) ? [{ kind: "rankings", group: null }] : [{ kind: "allEvidence" }],
  start: startNeeds,
  submit: allEvidence,
  open: allEvidence,
  evidence: (_me, state, argument) => evidenceNeed(state, argument),
  ranking: (me, _state, argument) => rankingNeeds(me, argument),
  agency: (_me, _state, argument) => [
    { kind: "agencyResult", agencyCode: argument === "" ? null : argument.toUpperCase() },
  ],
  check: (_me, _state, argument) => receiptNeed(argument),
  links: () => [{ kind: "links" }],
  why: (me, state, argument) => whyNeeds(me, state, argument),
  round: (_me, state, argument) => needsOfRound(state, argument),
};

function evidenceNeed(state: ConversationState, argument: string): readonly Need[] {
  const code = readCode(argument) ?? ("code" in state ? state.code : null);
  return code === null ? [] : [{ kind: "evidenceOf", code }];
}

function rankingNeeds(me: Actor, argument: string): readonly Need[] {
  if (!seesAll(me)) return [{ kind: "agencyResult", agencyCode: null }];
  const group = argument.toLowerCase().split(/\s+/)[0] ?? "";
  return [{ kind: "rankings", group: group === "" ? null : group }];
}

function receiptNeed(argument: string): readonly Need[] {
  const receipt = readReceipt(argument);
  return receipt === null ? [] : [{ kind: "receipt", receipt }];
}

function whyNeeds(me: Actor, state: ConversationState, argument: string): readonly Need[] {
  const asked = readWhy(argument, state);
  const { code } = asked;
  const agencyCode = asked.agencyCode === me.agencyCode ? null : asked.agencyCode;
  const result: Need = { kind: "agencyResult", agencyCode, ...(code !== null && { code }) };
  if (agencyCode !== null) return [result, { kind: "explained", agencyCode, code }];
  return code === null ? [result] : [result, { kind: "evidenceOf", code }];
}
