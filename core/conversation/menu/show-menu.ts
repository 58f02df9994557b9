import { keyOf } from "../choice-keys.ts";
import { may } from "../../access/may.ts";
import { signerOf } from "../sign-off/acting.ts";
import { isReaderOnly, runningRights, seesAll } from "../reader-rights.ts";
import { countAnswered } from "../self-score/leaf-status.ts";
import { type ChatTurn, type Talk, type Work, codeOf, moveTo, turn, workOf } from "../talk.ts";
import type { Choice } from "../turn.ts";
import { whyNotSubmittable, whyNotWritable, whyClosedToReaders } from "../writing.ts";
import { isAppraiser } from "../appraise/is-appraiser.ts";

/** Greets with what is open, until when and what is left; the way in to everything. */
export function showMenu(talk: Talk): ChatTurn {
  const { say } = talk.world;
  const state = moveTo(talk.state, { flow: "menu", step: "idle" });
  const work = workOf(talk);
  const own = work && seesOwnDraft(work) ? work : null;
  const greeting = own ? greetingOf(own) : say.menu.greetingReader(readerFacts(talk));
  const standing = work && standingHere(work, own);
  const text = standing ? `${greeting}\n\n${standing}` : greeting;
  const signing = work ? signRows(work) : [];
  const rows = [
    ...signing,
    ...(own ? workRows(own) : []),
    ...explainingRow(talk),
    ...readRows(talk),
    ...runningRows(talk),
  ];
  const choices = rows.filter((row) => row.length > 0);
  return turn(state, [{ text, choices }]);
}

/** Leaves the present question; what was stored stays. */
export function stopTalk(talk: Talk): ChatTurn {
  const { say } = talk.world;
  const code = codeOf(talk.state);
  const state = moveTo(talk.state, { flow: "menu", step: "idle" });
  const choices = [[{ key: keyOf("start"), label: say.buttons.menu() }]];
  return turn(state, [{ text: say.menu.stopped(code), choices }]);
}

/** An agency's own people are greeted with its draft; those who watch over all are not. */
function seesOwnDraft({ me, round }: Work): boolean {
  const subject = { agencyId: me.agencyId, stage: round.stage };
  return !isReaderOnly(me) && may(me, "seeDraft", subject);
}

/** Where the draft stands, for the agency's own people and for who may sign it. */
function standingHere(work: Work, own: Work | null): string | null {
  return own || signerOf(work) ? work.world.say.signOff.standing(work.draft) : null;
}

/** A leader's button while a draft waits for the signature. */
function signRows(work: Work): readonly (readonly Choice[])[] {
  const waits = work.draft.submitted !== null && work.draft.course.signed === null;
  const label = work.world.say.signOff.openButton();
  return waits && signerOf(work) ? [[{ key: keyOf("sign"), label }]] : [];
}

function greetingOf(work: Work): string {
  const { me, round, world, draft } = work;
  return world.say.menu.greeting({
    name: me.name,
    agencyName: me.agencyName,
    round,
    now: world.now,
    refusal: whyClosedToReaders(work),
    answered: countAnswered(work.index, draft),
    total: work.index.own.length,
    withoutProof: [...draft.leaves.values()].filter(
      ({ answer, explanation, evidenceCount }) =>
        answer !== null && explanation === null && evidenceCount === 0,
    ).length,
  });
}

function readerFacts({ me, world }: Talk) {
  return {
    name: me.name,
    agencyName: me.agencyName,
    seesAll: seesAll(me),
    marks: world.round ?? {
      isDemo: world.found.rankings?.some((one) => one.isDemo) ?? false,
      isTraining: false,
    },
  };
}

function workRows(work: Work): readonly (readonly Choice[])[] {
  const { buttons } = work.world.say;
  const isWritable = whyNotWritable(work, null) === null;
  const isBegun = work.draft.leaves.size > 0;
  return [
    isWritable
      ? [{ key: keyOf("next"), label: isBegun ? buttons.goOn() : buttons.beginScoring() }]
      : [],
    [
      { key: keyOf("list"), label: buttons.list() },
      { key: keyOf("progress"), label: buttons.progress() },
    ],
    whyNotSubmittable(work) === null ? [{ key: keyOf("submit"), label: buttons.submit() }] : [],
  ].filter((row) => row.length > 0);
}

/** The way to explanations while they are written, and to the second appraisal while it runs. */
function explainingRow({ me, world: { round, say } }: Talk): readonly (readonly Choice[])[] {
  if (!round) return [];
  const { stage } = round;
  const own = { agencyId: me.agencyId, stage };
  const mayExplain = may(me, "appeal", own) || may(me, "signAppeal", own);
  const isAppraiser = me.grants.some(({ fields }) =>
    may(me, "reappraise", { agencyId: "any", field: fields?.[0] ?? "", stage }),
  );
  return [
    stage === "explaining" && mayExplain
      ? [{ key: keyOf("appeal"), label: say.appeal.buttons.menu() }]
      : [],
    stage === "secondAppraisal" && isAppraiser
      ? [{ key: keyOf("reappraise"), label: say.reappraise.buttons.menu() }]
      : [],
  ];
}

/** The way to the round, its council and its approval, for whose business they are. */
function runningRows({ me, world: { say } }: Talk): readonly (readonly Choice[])[] {
  const { seesRound, seesCouncil, submits, approves } = runningRights(me);
  return [
    [
      ...(seesRound ? [{ key: keyOf("round"), label: say.round.menuButton() }] : []),
      ...(seesCouncil ? [{ key: keyOf("council"), label: say.council.title() }] : []),
    ],
    [
      ...(submits
        ? [{ key: keyOf("submitForApproval"), label: say.approval.submissionTitle() }]
        : []),
      ...(approves ? [{ key: keyOf("approve"), label: say.approval.title() }] : []),
    ],
  ];
}

function readRows({ me, world: { say } }: Talk): readonly (readonly Choice[])[] {
  const { buttons } = say;
  return [
    ...(isAppraiser(me) ? [[{ key: keyOf("appraise"), label: say.appraise.buttons.queue() }]] : []),
    seesAll(me)
      ? [
          { key: keyOf("ranking"), label: buttons.ranking() },
          { key: keyOf("progress"), label: buttons.progressAll() },
        ]
      : [{ key: keyOf("why", me.agencyCode), label: buttons.ownResult() }],
    [
      { key: keyOf("links"), label: buttons.links() },
      { key: keyOf("help"), label: buttons.help() },
    ],
  ];
}
