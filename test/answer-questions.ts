import { readState } from "../core/conversation/conversation-state.ts";
import type { Question } from "../core/conversation/self-score/questions.ts";
import type { ChatTurn } from "../core/conversation/talk.ts";
import type { Scheme } from "../core/scheme/scheme.ts";
import { type OfficerWords, wordsFor } from "../scripts/demo-round/self-score.ts";
import type { MemoryTalk } from "../scripts/chat/memory-talk.ts";

/** An explanation that is long enough. */
const someExplanation =
  "Đơn vị đã thực hiện theo kế hoạch; số liệu lấy từ báo cáo công tác cải cách hành chính năm của đơn vị.";

/** What an obliging officer would type. */
const obliging: OfficerWords = {
  answer: typedFor,
  proof: (step) => {
    if (step === "file") return "15/BC-SNV; 20/11/2025; Sở Nội vụ";
    return step === "place" ? "mục II, trang 3" : someExplanation;
  },
};

/** Plays obliging answers until nothing is asked any more. */
export function answerEverything(talk: MemoryTalk, scheme: Scheme): readonly ChatTurn[] {
  const turns: ChatTurn[] = [];
  for (let steps = 0; steps < 2_000; steps += 1) {
    const text = wordsFor(readState(talk.state()), scheme, obliging);
    if (text === null) return turns;
    turns.push(talk.play({ kind: "text", text }));
  }
  throw new Error("The talk never comes to an end.");
}

function typedFor(question: Question): string {
  switch (question.kind) {
    case "yesNo":
      return "có";
    case "pick":
      return "1";
    case "checklist":
      return "tất cả";
    case "pair":
      return "19/20";
    case "number":
      return question.whole ? "1" : "12,5";
    case "date":
      return "15/12/2025";
  }
}
