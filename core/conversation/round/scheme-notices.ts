import { keyOf } from "../choice-keys.ts";
import type { Language } from "../messages/catalogue.ts";
import type { SchemeChangeFacts } from "../messages/catalogue/scheme-change.ts";
import { messagesIn } from "../messages/messages-in.ts";
import type { Reply } from "../turn.ts";

const mostButtons = 8;

/** To the people of an agency: the scheme has changed, with a button for each leaf to answer again. */
export function schemeChangedNotice(facts: SchemeChangeFacts, language: Language): Reply {
  const say = messagesIn(language);
  const { asked, forLeader, wasSigned, isUndo } = facts;
  const leaves = asked
    .slice(0, mostButtons)
    .map((code) => [{ key: keyOf("change", code), label: say.buttons.openCode(code) }]);
  const way =
    forLeader && wasSigned
      ? { key: keyOf("sign"), label: say.signOff.openButton() }
      : { key: keyOf("progress"), label: say.buttons.progress() };
  return {
    title: say.schemeChange.title({ isUndo }),
    text: say.schemeChange.changed(facts),
    choices: [...leaves, [way]],
  };
}

/** To an appraiser: what was appraised does not stand any more. */
export function valuesSetAsideNotice(
  facts: Parameters<ReturnType<typeof messagesIn>["schemeChange"]["valuesSetAside"]>[0],
  language: Language,
): Reply {
  const say = messagesIn(language);
  return {
    title: say.schemeChange.title({ isUndo: false }),
    text: say.schemeChange.valuesSetAside(facts),
  };
}
