import { type ChatTurn, stay, turn } from "../talk.ts";
import { linked } from "./appraisal-board.ts";
import { type Judging, judgeChoice, refuseJudging, whyNotJudge } from "./judging.ts";

/**
 * Hands an appraiser one file of the leaf in the chat itself, where the round allows it; where the
 * channel cannot send files the link opens it. The place of the talk does not change.
 */
export function handOutFile(judging: Judging, receipt: string): ChatTurn {
  const { world, me, facts, agency, at, leaf } = judging;
  const { say, publicUrl } = world;
  const refusal = whyNotJudge(judging);
  if (refusal?.kind === "ownAgency" || refusal?.kind === "noRight") {
    return refuseJudging(judging, refusal, null);
  }
  const back = [[judgeChoice(judging, "card", say.appraise.buttons.card())]];
  if (!facts.filesInChat) return stay(judging, say.appraise.noFilesInChat(), back);
  const file = linked(at.evidence, publicUrl).find(({ item }) => item.receipt === receipt);
  if (!file?.url) return stay(judging, say.common.staleButton(), back);
  const { item, url } = file;
  return turn(judging.state, [
    {
      text: say.appraise.file({ agency, leaf, item }),
      document: { evidenceId: item.id, staffId: me.staffId },
      link: { label: say.appraise.buttons.openFile(), url },
      choices: back,
    },
  ]);
}
