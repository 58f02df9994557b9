import { keyOf } from "../choice-keys.ts";
import { isReaderOnly } from "../reader-rights.ts";
import { showAppeals } from "../appeal/appeal-flow.ts";
import { showReappraisals } from "../reappraise/reappraise-flow.ts";
import { refuseWrite } from "../refuse-write.ts";
import { type Command, type CommandName, readCode } from "../reading/read-command.ts";
import { findLeaf, indexOf } from "../scheme-index.ts";
import { isLeaf, type Leaf } from "../../scheme/scheme.ts";
import { goBack } from "../self-score/go-back.ts";
import { goOn } from "../self-score/go-on.ts";
import { showFields, showField } from "../self-score/list-leaves.ts";
import { askReason } from "../self-score/not-applicable.ts";
import { askLeaf, openLeaf } from "../self-score/ask-leaf.ts";
import { undoLast } from "../self-score/undo.ts";
import { listEvidence } from "../evidence/list-evidence.ts";
import { showDelegations } from "../sign-off/delegate-flow.ts";
import { showFactor } from "../sign-off/factor-flow.ts";
import { isReturned, nextReturned, openReturned } from "../sign-off/answer-return.ts";
import { showSignOff } from "../sign-off/sign-flow.ts";
import { showLastYear } from "../last-year/show-last-year.ts";
import { showHistory } from "../history/show-history.ts";
import { askSubmit } from "../submit/submit-flow.ts";
import { type ChatTurn, type Talk, type Work, codeOf, stay, workOf } from "../talk.ts";
import { whyNotWritable } from "../writing.ts";
import { approveResults } from "../approval/approve-results.ts";
import { submitResults } from "../approval/submit-results.ts";
import { playCouncil } from "../council/play-council.ts";
import { playRound } from "../round/show-round.ts";
import { playStanding } from "../standing/show-standing.ts";
import { playReminders } from "../reminders/show-reminders.ts";
import { playRespondents } from "../respondents/show-respondents.ts";
import { playTrouble } from "../trouble/show-trouble.ts";
import { showMenu, stopTalk } from "../menu/show-menu.ts";
import { showHelp } from "./help.ts";
import { compareAgencies } from "./compare-agencies.ts";
import { showAgency } from "./show-agency.ts";
import { showLaggards } from "./show-laggards.ts";
import { summariseRound } from "./summarise-round.ts";
import { checkReceipt } from "./check-receipt.ts";
import { showLinks } from "./links.ts";
import { chooseLanguage } from "./choose-language.ts";
import { showProgress } from "./show-progress.ts";
import { showRanking } from "./show-ranking.ts";
import { explainWhy } from "./why.ts";
import { playAppraise } from "../appraise/play-appraise.ts";

type Player = (talk: Talk, argument: string) => ChatTurn;

/** Plays a command; it is taken at any moment and never loses what was stored. */
export function playCommand(talk: Talk, { name, argument }: Command): ChatTurn {
  return players[name](talk, argument);
}

const players: Readonly<Record<CommandName, Player>> = {
  start: showMenu,
  next: atWork((work, argument) => nextReturned(work, argument) ?? goOn(work, readCode(argument))),
  cancel: stopTalk,
  help: showHelp,
  progress: showProgress,
  ranking: showRanking,
  agency: showAgency,
  laggards: showLaggards,
  compare: compareAgencies,
  summary: summariseRound,
  links: showLinks,
  check: checkReceipt,
  why: explainWhy,
  appeal: showAppeals,
  reappraise: showReappraisals,
  round: playRound,
  trouble: playTrouble,
  reminders: playReminders,
  standing: playStanding,
  respondents: playRespondents,
  language: chooseLanguage,
  appraise: playAppraise,
  history: showHistory,
  lastYear: showLastYear,
  open: atWork(openCode),
  submit: atWork((work, argument) => askSubmit(work, Number(argument === "" ? 0 : argument))),
  undo: atWork(undoLast),
  back: atWork(goBack),
  skip: atWork((work, argument) => goOn(work, readCode(argument) ?? codeOf(work.state))),
  council: playCouncil,
  submitForApproval: submitResults,
  approve: approveResults,
  evidence: atLeaf(listEvidence),
  sign: atWork(showSignOff),
  factor: showFactor,
  delegate: showDelegations,
  notApplicable: atLeaf(askReason),
  change: atLeaf((work, leaf) => {
    const refusal = leaf.source === "self" ? whyNotWritable(work, leaf.code) : null;
    return refusal ? refuseWrite(work, refusal, null) : askLeaf(work, leaf);
  }),
};

/** For commands that need an assessed agency. */
function atWork(play: (work: Work, argument: string) => ChatTurn): Player {
  return (talk, argument) => {
    const work = workOf(talk);
    return work ? play(work, argument) : refuseWithoutRound(talk);
  };
}

/** Who scores for no agency will not be called when a round opens. */
function refuseWithoutRound(talk: Talk): ChatTurn {
  const { common } = talk.world.say;
  if (!isReaderOnly(talk.me)) return stay(talk, common.noRound());
  return stay(talk, common.refusedWrite({ kind: "noRight" }), [
    [{ key: keyOf("start"), label: talk.world.say.buttons.menu() }],
  ]);
}

/** For commands about one leaf: the one named, or the one the talk is on. */
function atLeaf(play: (work: Work, leaf: Leaf) => ChatTurn): Player {
  return atWork((work, argument) => withLeaf(work, argument, (leaf) => play(work, leaf)));
}

/** The leaf named, or the one the talk is on when none is named. */
function withLeaf(work: Work, argument: string, play: (leaf: Leaf) => ChatTurn): ChatTurn {
  const { say } = work.world;
  const code = argument === "" ? codeOf(work.state) : readCode(argument);
  if (code === null) return stay(work, say.common.whichCode());
  const leaf = findLeaf(work.scheme, code);
  return leaf ? play(leaf) : stay(work, say.common.noSuchCode(code));
}

function openCode(work: Work, argument: string): ChatTurn {
  if (argument === "") return showFields(work);
  const code = readCode(argument);
  const node = code === null ? undefined : indexOf(work.scheme).nodes.get(code);
  if (!node) return stay(work, work.world.say.common.noSuchCode(code ?? argument));
  if (isLeaf(node)) return isReturned(work, node) ? openReturned(work, node) : openLeaf(work, node);
  const field = work.index.fieldOf.get(node.code);
  return field ? showField(work, field.code, 0) : showFields(work);
}
