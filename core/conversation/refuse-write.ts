import { keyOf } from "./choice-keys.ts";
import { type ChatTurn, type Work, stay } from "./talk.ts";
import type { WriteRefusal } from "./write-refusal.ts";

/** Says why nothing is written now and what to do; what was typed is repeated, not lost. */
export function refuseWrite(work: Work, refusal: WriteRefusal, typed: string | null): ChatTurn {
  const { say } = work.world;
  const text = say.common.refusedWrite(refusal);
  const kept = typed === null ? [] : [say.common.typedWas(typed)];
  return stay(work, [text, ...kept].join("\n\n"), [
    [
      { key: keyOf("progress"), label: say.buttons.progress() },
      { key: keyOf("start"), label: say.buttons.menu() },
    ],
  ]);
}
