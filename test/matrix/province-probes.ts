import type { Action } from "../../core/access/may.ts";
import type { CouncilFacts } from "../../core/council/council.ts";
import { sealOf } from "../../core/council/joint.ts";
import { planChange } from "../../core/round/change-round.ts";
import { openCalendar } from "../../core/round/calendar.ts";
import type { RoundChange } from "../../core/round/round-change.ts";
import { type Stage, stages } from "../../core/round/round.ts";
import { transitions } from "../../core/round/transitions.ts";
import type { PendingValue } from "../../core/conversation/appraise/appraisal-effect.ts";
import { changeOf, type RoundForm } from "../../core/conversation/round/round-form.ts";
import { aReadyCourse, anAgencyCourse } from "../courses.ts";
import { type Probe, type ProbeRow, aProbe, always, inPhase, inStages } from "./probe.ts";
import { aClosing, anItem } from "./stage-world.ts";

const leaf = { agency: "SNV", leaf: "1.1" } as const;
const card = { flow: "appraise", ...leaf, scope: "*", seen: "3.0" } as const;
const reason = "Phụ lục II chỉ có kết quả của ba trong năm nhiệm vụ.";

const value: PendingValue = {
  ...({ verdict: "set", answer: null, setPoints: 5000, points: 5000 } as const),
  ...{ notApplicable: null, reason },
};

/** What appraisers do, first and second. */
const appraising: readonly ProbeRow[] = [
  { ...appraised("agrees", "[judge:agree:SNV:1.1]", "appraise"), at: { ...card, step: "view" } },
  {
    ...appraised("gives 0", "[judge:zero:SNV:1.2]", "appraise"),
    at: { ...card, leaf: "1.2", step: "view" },
  },
  {
    ...appraised("sets points", reason, "appraise"),
    at: { ...card, step: "reason", value },
  },
  {
    ...appraised("keeps the own value in a conflict", "[judge:mine:SNV:1.1]", "appraise"),
    at: { ...card, step: "conflict", value },
  },
  {
    ...appraised("asks for an explanation", reason, "askExplanation"),
    at: { ...card, step: "ask" },
  },
  {
    ...appraised("agrees in bulk", "[judge:bulkYes]", "noteBulk"),
    ...{ at: { flow: "appraise", step: "bulk", scope: "*" }, saysNothingIsTheirs: "appraise.bulk" },
  },
  reappraised("accepts an explanation", "[reappraiseDo:accept:SNV:1.1]"),
  {
    ...reappraised("accepts an explanation in part", reason),
    at: {
      ...{ flow: "reappraise", step: "reason", ...leaf, outcome: "partly", seen: "2/0/3" },
      change: { points: 7000 },
    },
  },
  {
    ...reappraised("rejects an explanation", reason),
    at: {
      ...{ flow: "reappraise", step: "reason", ...leaf, outcome: "rejected", seen: "2/0/3" },
      change: null,
    },
  },
];

const item = anItem.id;
const waiting = { items: [{ ...anItem, status: "waiting" }] } as const;
const decided = {
  items: [
    {
      ...{ ...anItem, status: "decided" },
      decision: {
        ...{ outcome: "passed", reason, by: "Thư ký Hà", at: "2026-03-20T02:00:00.000Z" },
        tally: { members: 1, agree: 1, disagree: 0, other: 0, absent: 0, interested: 0 },
        receipt: "BN-H",
      },
    },
  ],
} as const satisfies Partial<CouncilFacts>;
const other = { staffId: "staff-7", name: "Ủy viên Cúc", agencyId: "agency-8" };
const voter = { ...other, agencyName: "Sở khác", isChair: false };
const voted = {
  members: [voter],
  items: [
    {
      ...anItem,
      votes: [
        {
          ...{ memberId: "staff-7", name: other.name, agencyId: other.agencyId, isChair: false },
          ...{ choice: "agree", manner: "chat", opinion: null, enteredBy: null },
          at: "2026-03-20T02:00:00.000Z",
        },
      ],
    },
  ],
} as const satisfies Partial<CouncilFacts>;
const hash = "ab".repeat(16);
/** Of the list of item 1 as it is put or decided, and as it is voted on. */
const put = sealOf([anItem.id, anItem.version]);
const shown = sealOf([anItem.id, anItem.ballot]);

/** What the council's secretary, members and chair do. */
const council: readonly ProbeRow[] = [
  run("opens the meeting", "[council:open]", "openCouncil", { meeting: null }),
  run("makes the agenda", "[council:agenda]", "addAgenda"),
  run("puts an item to the vote", "[council:put:1]", "putToVote", waiting),
  run("puts items to the vote together", `[council:putsyes:all:${put}]`, "putTogether", waiting),
  run("decides items together", `[council:decidesyes:${put}]`, "decideItem", voted),
  {
    ...run("decides items together for a reason", reason, "decideItem", voted),
    at: { flow: "council", step: "jointReason", seen: put },
  },
  {
    ...run("votes on items together", `[council:votesyes:all:agree:${shown}]`, "castVote"),
    ...{ needs: ["voteInCouncil"], isOwnBarred: true },
  },
  {
    ...run("votes on items together with another opinion", reason, "castVote"),
    ...{ needs: ["voteInCouncil"], isOwnBarred: true },
    at: { flow: "council", step: "jointOpinion", scope: "all", seen: shown },
  },
  {
    ...run("sets the points of a motion", "0,75", "setMotion"),
    at: { flow: "council", step: "points", item },
  },
  run("sets a motion to refuse", "[council:refuse:1]", "setMotion"),
  run("enters a vote by hand", "[council:h:1:staff-7:agree]", "castVote", { members: [voter] }),
  run("enters a vote by letter", "[council:w:1:staff-7:agree]", "castVote", { members: [voter] }),
  {
    ...run("enters another opinion", reason, "castVote", { members: [voter] }),
    at: { flow: "council", step: "opinion", item, member: "staff-7", manner: "hand" },
  },
  {
    ...run("records a decision", reason, "decideItem", voted),
    at: { flow: "council", step: "reason", item, seen: "2" },
  },
  {
    ...run("votes", "[council:vote:1:agree]", "castVote"),
    ...{ needs: ["voteInCouncil"], isOwnBarred: true },
  },
  {
    ...run("votes with another opinion", reason, "castVote"),
    ...{ needs: ["voteInCouncil"], isOwnBarred: true },
    at: { flow: "council", step: "opinion", item, member: "staff-1", manner: "chat" },
  },
  {
    ...run("declares an interest", reason, "declareInterest"),
    ...{ needs: ["voteInCouncil"], isOwnBarred: true },
    at: { flow: "council", step: "interest", item },
  },
  {
    ...run("closes the council", `[council:closeyes:${hash}]`, "closeCouncil", decided),
    needs: ["closeCouncil"],
  },
  {
    ...run("takes a closing back", reason, "reopenCouncil", { closing: aClosing }),
    ...{ needs: ["closeCouncil"], isOpen: inStages("council") },
    at: { flow: "council", step: "reopen", closing: "closing-1" },
  },
];

const closed = { council: { closing: aClosing } };
const awaitingCode = {
  flow: "approval",
  step: "factor",
  closing: "closing-1",
  ...{ number: "123/QĐ-UBND", date: "2026-03-30" },
} as const;

/** How results become final. */
const approving: readonly ProbeRow[] = [
  {
    ...{ name: "submits results", needs: ["submitResults"], of: "province", setting: closed },
    ...{ input: "[submitForApproval:yes:closing-1]", does: { effect: "submitResults" } },
    isOpen: inStages("council"),
  },
  {
    ...{ name: "approves results", needs: ["approveResults"], of: "province", setting: closed },
    ...{ input: "123456", does: { effect: "approveResults" }, isOwnBarred: true },
    at: awaitingCode,
    isOpen: inStages("submission"),
  },
  {
    ...{ name: "has a code sent for approval", needs: ["approveResults"], of: "province" },
    ...{ input: "[sendCode]", does: { effect: "sendConfirmCode" }, isOwnBarred: true },
    ...{ at: awaitingCode, setting: closed, isOpen: inStages("submission") },
  },
  {
    ...{ name: "returns results", needs: ["approveResults"], of: "province", setting: closed },
    ...{ input: reason, does: { effect: "returnResults" }, isOwnBarred: true },
    at: { flow: "approval", step: "return", closing: "closing-1" },
    isOpen: inStages("submission"),
  },
];

const grant = { agency: "STP", until: "2026-02-20T10:00:00.000Z", reason, letter: "12/CV" };

/** What changes a round: every step to every stage, more time, leaves given back, a moved phase. */
const rounds: readonly ProbeRow[] = [
  ...stages.map((to): ProbeRow => {
    const needs = (stage: Stage): readonly Action[] => rightsFor(stage, to);
    return { ...changing(`moves the round to ${to}`, { act: "step", to, reason }), needs };
  }),
  changing("extends a phase", { act: "extend", phase: "selfScoring", ...grant }),
  changing("reopens leaves", { act: "reopen", codes: ["1.1.1"], ...grant }),
  changing("moves a phase", { act: "move", phase: "appraisal", until: grant.until, reason }),
];

/** The rights that make a step; none where there is no such step. */
function rightsFor(from: Stage, to: Stage): readonly Action[] {
  const by = transitions
    .filter((step) => step.from === from && step.to === to)
    .flatMap((s) => s.by);
  return by.filter((one) => one !== "clock");
}

const enrolled = [{ staffId: "staff-40", name: "Trần Văn Bình", title: "Giám đốc" }];

/** What a coordinator does for people who have lost their phone. */
const helping: readonly ProbeRow[] = [
  {
    ...{ name: "resets a second factor", needs: ["resetFactor"], of: "province", input: reason },
    at: { flow: "resetFactor", step: "reason", agencyCode: "SNV", staffId: "staff-40" },
    ...{ does: { effect: "resetFactor" }, isOpen: always },
    setting: { found: () => ({ enrolled }) },
  },
];

/** Everything done for the province, or to an agency by others. */
export const provinceProbes: readonly Probe[] = [
  ...helping,
  ...appraising,
  ...council,
  ...approving,
  ...rounds,
].map(aProbe);

type Written = Extract<Probe["does"], { readonly effect: unknown }>["effect"];

function appraised(name: string, input: string, effect: Written): ProbeRow {
  return {
    ...{ name, needs: ["appraise"], of: "agency", isOwnBarred: true, input, does: { effect } },
    isOpen: inPhase("appraisal"),
  };
}

function reappraised(name: string, input: string): ProbeRow {
  return {
    ...{ name, needs: ["reappraise"], of: "agency", isOwnBarred: true, input },
    ...{ does: { effect: "answerAppeal" }, isOpen: inPhase("secondAppraisal") },
  };
}

function run(
  name: string,
  input: string,
  effect: Written,
  facts: Partial<CouncilFacts> = {},
): ProbeRow {
  return {
    ...{ name, needs: ["runCouncil"], of: "province", input, does: { effect } },
    ...{ setting: { council: facts }, isOpen: inPhase("council") },
  };
}

function changing(name: string, form: RoundForm): ProbeRow {
  return {
    ...{ name, needs: ["manageRound"], of: "province", input: "[round:confirm]" },
    ...{
      does: { effect: "changeRound" },
      at: { flow: "round", step: "confirm", round: "2025", form },
    },
    isOpen: (stage, now) => isPlannable(changeOf(form), { stage, now }),
  };
}

/** Whether the round itself takes the change, from whoever has every right. */
function isPlannable(
  change: RoundChange,
  { stage, now }: { readonly stage: (typeof stages)[number]; readonly now: string },
): boolean {
  return planChange(change, {
    ...{ course: aReadyCourse(stage), agency: anAgencyCourse(), now },
    calendar: openCalendar({ daysOff: [], workingDays: [] }),
    who: { kind: "person", rights: ["manageRound", "approveResults"] },
  }).ok;
}
