import { phaseState } from "../../round/phase-window.ts";
import type { Stage } from "../../round/round.ts";
import { keyOf } from "../choice-keys.ts";
import { lengthOf } from "../reading/length-of.ts";
import { type ChatTurn, type Work, before, isAt, moveTo, receiptAt, stay, turn } from "../talk.ts";
import type { Choice } from "../turn.ts";
import { signerOf } from "./acting.ts";
import { digestOf } from "./digest.ts";
import { askSecondFactor, takeSecondFactor } from "./second-factor.ts";
import type { FactorProof, SignOffFacts } from "./sign-off-facts.ts";

const shortestReason = 20;
const longestReason = 1000;

/** Shows a leader what there is to sign, or says why there is nothing. */
export function showSignOff(work: Work): ChatTurn {
  const { say, found } = work.world;
  const { draft, me, round } = work;
  const facts = found.signOff;
  if (!facts) return stay(work, say.common.noRound());
  if (!signerOf(work)) return stay(work, say.signOff.onlyLeaders(facts.leaders));
  if (!draft.submitted) {
    const codes = draft.course.returned.map(({ code }) => code);
    return stay(work, say.signOff.notHandedUp(codes), [[menuButton(work)]]);
  }
  const digest = digestOf({
    ...{ agencyName: me.agencyName, round, scheme: work.scheme, draft },
    leftOut: draft.course.leftOut,
    ...{
      evidence: work.world.evidence,
      schemeHash: facts.schemeHash,
      last: facts.last,
      settled: facts.settled,
    },
  });
  const standing = { submitted: draft.submitted, course: draft.course };
  const text = say.signOff.review({ digest, standing });
  const state = moveTo(work.state, {
    ...{ flow: "signOff", step: "review", draftVersion: draft.version },
  });
  return turn(state, [{ title: say.signOff.title(), text, choices: reviewChoices(work) }]);
}

/** Goes on from the digest to the second factor; whoever entered everything alone says why first. */
export function signNow(work: Work): ChatTurn {
  const { say, found } = work.world;
  const { state, draft } = work;
  if (!isAt(state, "signOff", "review")) return stay(work, say.common.staleButton());
  const changed = whyNotSignable(work, state.draftVersion);
  if (changed) return changed;
  if (!isAlone(work, found.signOff)) return askFactor(work, null);
  const next = moveTo(state, { flow: "signOff", step: "reason", draftVersion: draft.version });
  return turn(next, [{ text: say.signOff.askAloneReason(shortestReason) }]);
}

/** Takes the reason of a leader who signs what only they entered. */
export function takeAloneReason(work: Work, typed: string): ChatTurn {
  const { state } = work;
  const { say } = work.world;
  if (!isAt(state, "signOff", "reason")) return stay(work, say.common.staleButton());
  const length = lengthOf(typed);
  if (length < shortestReason || length > longestReason) {
    return stay(work, say.signOff.reasonLength({ length, shortest: shortestReason }));
  }
  return whyNotSignable(work, state.draftVersion) ?? askFactor(work, typed);
}

/** Says why a draft that waits for its signature's code takes none any more; null when it does. */
export function refuseToSign(work: Work): ChatTurn | null {
  const { state } = work;
  return isAt(state, "signOff", "factor") ? whyNotSignable(work, state.draftVersion) : null;
}

/** Takes the confirmation code and signs what was shown, if it still is. */
export function takeSignCode(work: Work): ChatTurn {
  const { state } = work;
  if (!isAt(state, "signOff", "factor")) return stay(work, work.world.say.common.staleButton());
  return takeSecondFactor(
    work,
    (proof) => whyNotSignable(work, state.draftVersion) ?? sign(work, state.reason, proof),
  );
}

function sign(work: Work, aloneReason: string | null, proof: FactorProof): ChatTurn {
  const { say, found, now } = work.world;
  const { draft, me, round } = work;
  const signer = signerOf(work);
  const facts = found.signOff;
  if (!signer || !facts) return stay(work, say.common.notAllowed());
  const receipt = receiptAt(work.world);
  const about = {
    agencyName: me.agencyName,
    roundTitle: round.title,
    isDemo: round.isDemo,
    isTraining: round.isTraining,
  };
  const text = say.signOff.done({ ...about, receipt, signature: { at: now, by: signer.acting } });
  const choices = [[{ key: keyOf("progress"), label: say.buttons.progress() }]];
  return turn(
    moveTo(work.state, { flow: "menu", step: "idle" }),
    [{ title: say.signOff.doneTitle(), text, choices }],
    [
      {
        ...{ kind: "signOff", receipt, draftVersion: draft.version, schemeHash: facts.schemeHash },
        ...{ proof, aloneReason, for: signer.for },
      },
    ],
  );
}

/** A turn that shows the draft again when it is not what was shown; null when it may be signed. */
function whyNotSignable(work: Work, shown: number): ChatTurn | null {
  const { draft, round } = work;
  if (!signerOf(work)) return showSignOff(work);
  if (!takesSignatures(round.stage)) {
    return stay(work, work.world.say.signOff.noSignaturesNow(round.stage), [[menuButton(work)]]);
  }
  const isSame = draft.version === shown && draft.submitted && !draft.course.signed;
  if (isSame) return null;
  return before(showSignOff(work), [{ text: work.world.say.signOff.changedMeanwhile() }]);
}

function askFactor(work: Work, reason: string | null): ChatTurn {
  const { version: draftVersion } = work.draft;
  return askSecondFactor(work, { flow: "signOff", step: "factor", draftVersion, reason });
}

/** Whether all that is there was entered by this person alone. */
function isAlone({ me }: Work, facts: SignOffFacts | undefined): boolean {
  return facts?.enteredBy.every((id) => id === me.staffId) ?? true;
}

function reviewChoices(work: Work): readonly (readonly Choice[])[] {
  const { say } = work.world;
  const sign = { key: keyOf("signNow"), label: say.signOff.signButton() };
  const giveBack = { key: keyOf("giveBack"), label: say.signOff.giveBackButton() };
  return [
    work.draft.course.signed || !takesSignatures(work.round.stage) ? [] : [sign],
    isOpenForReturn(work) ? [giveBack] : [],
    [{ key: keyOf("list"), label: say.buttons.list() }, menuButton(work)],
  ].filter((row) => row.length > 0);
}

/** A draft handed up in time may be signed until second appraisal ends, as `sign_draft` has it. */
function takesSignatures(stage: Stage): boolean {
  return ["selfScoring", "appraisal", "explaining", "secondAppraisal"].includes(stage);
}

/** Leaves can be given back while the agency may still change them. */
export function isOpenForReturn({ round, world }: Work): boolean {
  return phaseState(round, "selfScoring", { now: world.now, code: null }) === "open";
}

function menuButton({ world: { say } }: Work): Choice {
  return { key: keyOf("start"), label: say.buttons.menu() };
}
