import type { Phase, Stage } from "../../round/round.ts";
import type { RoundChange } from "../../round/round-change.ts";

/** What a person wants with a round, as far as it has been asked. */
export interface RoundForm {
  readonly act: "step" | "extend" | "reopen" | "move";
  readonly to?: Stage;
  readonly agency?: string;
  readonly phase?: Phase;
  readonly codes?: readonly string[];
  readonly until?: string;
  readonly reason?: string;
  readonly letter?: string;
}

/** One thing of a form that is asked. */
export type RoundQuestion = "agency" | "phase" | "codes" | "until" | "reason" | "letter";

const questions: Readonly<Record<RoundForm["act"], readonly RoundQuestion[]>> = {
  step: [],
  extend: ["agency", "phase", "until", "reason", "letter"],
  reopen: ["agency", "codes", "until", "reason", "letter"],
  move: ["phase", "until", "reason"],
};

/** The next thing to ask; null when the form is complete. */
export function nextQuestion(form: RoundForm): RoundQuestion | null {
  const asked = form.act === "step" && form.to === "council" ? (["reason"] as const) : null;
  return (asked ?? questions[form.act]).find((each) => form[each] === undefined) ?? null;
}

const empty = { agency: "", phase: "selfScoring", codes: [], until: "" } as const;

/** The change a form stands for; what is not asked yet is filled in by `otherwise`. */
export function changeOf(form: RoundForm, otherwise = ""): RoundChange {
  const words = { reason: otherwise, letter: otherwise };
  const { agency, phase, codes, until, reason, letter } = { ...empty, ...words, ...form };
  switch (form.act) {
    case "step":
      return { kind: "advance", to: form.to ?? "draft", reason: form.reason ?? null };
    case "extend":
      return { kind: "extend", agency, phase, until, reason, letter };
    case "reopen":
      return { kind: "reopen", agency, codes, until, reason, letter };
    case "move":
      return { kind: "move", phase, until, reason };
  }
}
