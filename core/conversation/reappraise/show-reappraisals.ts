import { phaseState } from "../../round/phase-window.ts";
import { proofOf } from "../appeal/appeal-card.ts";
import { linked } from "../appraise/appraisal-board.ts";
import { fileRows, handOut } from "../appraise/file-reply.ts";
import type { Opened, ReappraisalLine } from "../appeal/appeal-facts.ts";
import { keyOf } from "../choice-keys.ts";
import { type ChatTurn, type Talk, moveTo, stay, turn } from "../talk.ts";
import type { Choice } from "../turn.ts";
import { mayReappraiseAny, refuseReappraise, whyNotDecidable } from "./opened.ts";

const pageLength = 8;

/** Lists the explanations that wait for this appraiser, then those answered. */
export function listReappraisals(talk: Talk, page: number): ChatTurn {
  const { say, found, now } = talk.world;
  const facts = found.reappraisals;
  if (!mayReappraiseAny(talk)) return stay(talk, say.common.notAllowed());
  if (!facts?.round) return stay(talk, say.common.noRound());
  const { round, lines } = facts;
  const pages = Math.max(1, Math.ceil(lines.length / pageLength));
  const shown = Math.min(Math.max(Number.isInteger(page) ? page : 0, 0), pages - 1);
  const some = lines.slice(shown * pageLength, (shown + 1) * pageLength);
  const text = say.reappraise.list({
    ...{ round, lines: some, total: lines.length, page: shown + 1, pages },
    open: lines.filter(({ outcome }) => outcome === null).length,
    phase: phaseState(round, "secondAppraisal", { now, code: null }),
  });
  const choices = [
    ...some.map((line) => [
      {
        key: keyOf("reappraise", line.agencyCode, line.code),
        label: say.reappraise.lineButton(line),
      },
    ]),
    pageRow(talk, shown, pages),
    [{ key: keyOf("start"), label: say.buttons.menu() }],
  ].filter((row) => row.length > 0);
  const state = moveTo(talk.state, { flow: "reappraise", step: "list" });
  return turn(state, [{ title: say.reappraise.listTitle(), text, choices }]);
}

/** Shows one explanation: both values, the words, both sets of proof, what was answered. */
export function showOpened(talk: Talk, opened: Opened): ChatTurn {
  const { say, publicUrl } = talk.world;
  const { leaf, agencyCode, evidence } = opened;
  const state = moveTo(talk.state, {
    ...{ flow: "reappraise", step: "view" },
    ...{ agency: agencyCode, leaf: leaf.code },
  });
  const text = say.reappraise.card({
    opened,
    old: linked(proofOf(evidence, leaf.code, "selfScoring"), publicUrl),
    fresh: linked(proofOf(evidence, leaf.code, "explaining"), publicUrl),
    refusal: whyNotDecidable(talk, opened),
  });
  const shown = { evidence, filesInChat: talk.world.found.reappraisals?.filesInChat ?? false };
  const files = fileRows(talk, shown, (receipt) =>
    keyOf("reappraiseDo", "file", agencyCode, leaf.code, receipt),
  );
  const choices = [...decisionRows(talk, opened), ...files, wayRow(talk, opened)];
  return turn(state, [{ title: say.leaf.title(leaf), text, choices }]);
}

/** Hands one file of the explanation's leaf out; whatever is loaded is this person's to read. */
export function handOutOpened(talk: Talk, opened: Opened, receipt: string): ChatTurn {
  const { agencyCode, agencyName, leaf, evidence } = opened;
  const refusal = whyNotDecidable(talk, opened);
  if (refusal?.kind === "noRight") return refuseReappraise(talk, refusal, null);
  const filesInChat = talk.world.found.reappraisals?.filesInChat ?? false;
  const back = {
    key: keyOf("reappraise", agencyCode, leaf.code),
    label: talk.world.say.appraise.buttons.card(),
  };
  return handOut(talk, { agencyName, code: leaf.code, evidence, filesInChat }, receipt, back);
}

/** The next explanation without an answer, and the queue. */
export function wayRow(talk: Talk, { agencyCode, leaf }: Opened): readonly Choice[] {
  const { say, found } = talk.world;
  const next = nextLine(found.reappraisals?.lines ?? [], agencyCode, leaf.code);
  return [
    ...(next
      ? [
          {
            key: keyOf("reappraise", next.agencyCode, next.code),
            label: say.reappraise.buttons.next(next),
          },
        ]
      : []),
    { key: keyOf("reappraise"), label: say.reappraise.buttons.list() },
  ];
}

function nextLine(
  lines: readonly ReappraisalLine[],
  agencyCode: string,
  code: string,
): ReappraisalLine | undefined {
  const isThis = (line: ReappraisalLine) => line.agencyCode === agencyCode && line.code === code;
  const open = lines.filter((line) => line.outcome === null || isThis(line));
  const place = open.findIndex(isThis);
  return [...open.slice(place + 1), ...open.slice(0, Math.max(place, 0))].find(
    (line) => !isThis(line),
  );
}

function decisionRows(talk: Talk, opened: Opened): readonly (readonly Choice[])[] {
  if (whyNotDecidable(talk, opened) !== null) return [];
  const { buttons } = talk.world.say.reappraise;
  const key = (act: string): string =>
    keyOf("reappraiseDo", act, opened.agencyCode, opened.leaf.code);
  return [
    [
      { key: key("accept"), label: buttons.accept() },
      { key: key("partly"), label: buttons.partly() },
    ],
    [{ key: key("reject"), label: buttons.reject() }],
  ];
}

function pageRow({ world: { say } }: Talk, page: number, pages: number): readonly Choice[] {
  return [
    ...(page > 0
      ? [{ key: keyOf("reappraise", `#${page - 1}`), label: say.buttons.pageBack() }]
      : []),
    ...(page < pages - 1
      ? [{ key: keyOf("reappraise", `#${page + 1}`), label: say.buttons.pageOn() }]
      : []),
  ];
}
