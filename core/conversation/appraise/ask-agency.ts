import { lengthOf } from "../reading/length-of.ts";
import { type ChatTurn, before, moveTo, receiptAt, stay, turn } from "../talk.ts";
import { backRow } from "./decide.ts";
import { type Judging, placeOf, refuseJudging, whyNotJudge } from "./judging.ts";
import { showLeaf } from "./show-leaf.ts";

const shortestQuestion = 20;
const longestQuestion = 1000;

/** Asks what the agency is to explain. */
export function askQuestion(judging: Judging): ChatTurn {
  const { say } = judging.world;
  const refusal = whyNotJudge(judging);
  if (refusal) return refuseJudging(judging, refusal, null);
  const state = moveTo(judging.state, { ...placeOf(judging), step: "ask" });
  const text = say.appraise.askQuestion({ agency: judging.agency, shortest: shortestQuestion });
  return turn(state, [{ text, choices: [backRow(judging)] }]);
}

/** Sends the typed question to the agency's people; the leaf still waits for a decision. */
export function takeQuestion(judging: Judging, typed: string): ChatTurn {
  const { world, facts, agency, leaf } = judging;
  const { say } = world;
  const refusal = whyNotJudge(judging);
  if (refusal) return refuseJudging(judging, refusal, typed);
  const length = lengthOf(typed);
  if (length < shortestQuestion || length > longestQuestion) {
    const bounds = { length, shortest: shortestQuestion, longest: longestQuestion };
    return stay(judging, say.appraise.questionLength(bounds), [backRow(judging)]);
  }
  const receipt = receiptAt(world);
  const asked: Judging = { ...judging, at: { ...judging.at, askedAt: world.now } };
  const text = say.appraise.questionSent({ agency, leaf, receipt });
  return before(
    showLeaf(asked),
    [{ text }],
    [
      {
        ...{ kind: "askExplanation", roundId: facts.round.id, agencyId: agency.id },
        ...{ code: leaf.code, leafName: leaf.name, question: typed },
        ...{ isDemo: facts.round.isDemo, isTraining: facts.round.isTraining, receipt },
      },
    ],
  );
}
