import type { Actor } from "../access/actor.ts";
import { may } from "../access/may.ts";
import type { ConversationState } from "./conversation-state.ts";
import { type CommandName, readCode } from "./reading/read-command.ts";
import type { Understood } from "./read-input.ts";
import { approvalNeeds, councilNeeds, councilTextNeeds } from "./council/council-needs.ts";
import { readWhy } from "./commands/why.ts";
import { lastYearNeeds } from "./last-year/show-last-year.ts";
import { readHistory } from "./history/show-history.ts";
import { respondentNeeds } from "./respondents/show-respondents.ts";
import { reminderNeeds } from "./reminders/show-reminders.ts";
import { needsInRound, needsOfRound } from "./round/round-need.ts";
import { readReceipt } from "./commands/check-receipt.ts";
import { needsOfAppeal } from "./appeal/appeal-typed.ts";
import { needsOfReappraisal, reappraisalNeeds } from "./reappraise/reappraise-needs.ts";
import { isReaderOnly, seesAll } from "./reader-rights.ts";
import {
  needsOfSignOffPress,
  needsOfSignOffText,
  signOffNeeds,
} from "./sign-off/sign-off-needs.ts";
import { overviewNeeds } from "./overview/overview-needs.ts";
import type { Need } from "./world.ts";
import { appraisalNeeds } from "./appraise/play-appraise.ts";

/** The facts that a linked person's input needs beyond those that every turn loads. */
export function needsOfInput(
  me: Actor,
  state: ConversationState,
  understood: Understood,
): readonly Need[] {
  const judging = appraisalNeeds(me, state, understood);
  if (judging) return judging;
  switch (understood.kind) {
    case "command": {
      const { name, argument } = understood.command;
      return namers[name]?.(me, state, argument) ?? overviewNeeds(me, name, argument);
    }
    case "pressed":
      return [
        ...needsOfExplaining(understood.verb, understood.args),
        ...needsOfPress(state, understood.verb, understood.args),
        ...needsOfUnlisting(me, understood.verb),
      ];
    case "text":
      return [
        ...needsOfSignOffText(state, understood.text),
        ...councilTextNeeds(state, understood.text),
        ...needsOfAppeal(state, understood),
        ...needsOfReappraisal(state),
        ...needsInRound(state, understood.text),
        ...needsInList(me, state),
      ];
    case "file":
      return [...needsOfAppeal(state, understood), ...needsOfReappraisal(state)];
    case "unreadable":
      return [];
  }
}

function needsOfUnlisting(me: Actor, verb: string): readonly Need[] {
  return verb === "unlist" ? respondentNeeds(me) : [];
}

function needsInList(me: Actor, { flow }: ConversationState): readonly Need[] {
  return flow === "respondents" ? respondentNeeds(me) : [];
}

function needsOfExplaining(verb: string, args: readonly string[]): readonly Need[] {
  if (verb === "appealDo") {
    const signing: readonly Need[] = args[0] === "sign" ? [{ kind: "factor" }] : [];
    return [{ kind: "appeals" }, { kind: "allEvidence" }, ...signing];
  }
  return verb === "reappraiseDo" ? reappraisalNeeds(args[1], args[2]) : [];
}

function needsOfPress(
  state: ConversationState,
  verb: string,
  [code = ""]: readonly string[],
): readonly Need[] {
  switch (verb) {
    case "list":
    case "field":
      return [{ kind: "allEvidence" }];
    case "confirm":
      return signOffNeeds;
    case "add":
    case "wanted":
    case "withdraw":
      return [{ kind: "evidenceOf", code }];
    case "revoke":
      return [{ kind: "links" }];
    default:
      return needsOfSignOffPress(state, verb);
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
  council: (_me, _state, argument) => councilNeeds(argument),
  submitForApproval: (_me, _state, argument) => approvalNeeds(argument),
  approve: (_me, _state, argument) => approvalNeeds(argument),
  why: (me, state, argument) => whyNeeds(me, state, argument),
  sign: () => signOffNeeds,
  factor: (_me, _state, argument) =>
    argument === ""
      ? [{ kind: "factor" }]
      : [{ kind: "enrolled", agencyCode: argument.toUpperCase() }],
  delegate: () => [{ kind: "delegations" }],
  appeal: (me) => [
    ...([{ kind: "appeals" }, { kind: "allEvidence" }] as const),
    ...(may(me, "seeAppealStats", { agencyId: null, stage: null })
      ? [{ kind: "appealStats" } as const]
      : []),
  ],
  reappraise: (_me, _state, argument) => reappraisalNeeds(...argument.split(/\s+/)),
  history: (me, state, argument) => historyNeed(me, state, argument),
  lastYear: (_me, state, argument) => lastYearNeeds(state, argument),
  round: (_me, state, argument) => needsOfRound(state, argument),
  standing: (me) =>
    may(me, "seeRound", { agencyId: null, stage: null }) ? [{ kind: "standing" }] : [],
  respondents: respondentNeeds,
  reminders: (me, _state, argument) => reminderNeeds(me, argument),
  trouble: (me) =>
    may(me, "handleTrouble", { agencyId: null, stage: null }) ? [{ kind: "deadGroups" }] : [],
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

function historyNeed(me: Actor, state: ConversationState, argument: string): readonly Need[] {
  const { code, agencyCode } = readHistory(argument, state);
  return code === null ? [] : [{ kind: "history", agencyCode: agencyCode ?? me.agencyCode, code }];
}

function whyNeeds(me: Actor, state: ConversationState, argument: string): readonly Need[] {
  const asked = readWhy(argument, state);
  const { code } = asked;
  const agencyCode = asked.agencyCode === me.agencyCode ? null : asked.agencyCode;
  const result: Need = { kind: "agencyResult", agencyCode, ...(code !== null && { code }) };
  if (agencyCode !== null) return [result, { kind: "explained", agencyCode, code }];
  return code === null ? [result] : [result, { kind: "evidenceOf", code }];
}
