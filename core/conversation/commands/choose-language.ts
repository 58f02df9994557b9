import { keyOf } from "../choice-keys.ts";
import { messagesIn } from "../messages/messages-in.ts";
import { foldText } from "../reading/fold-text.ts";
import { type ChatTurn, type Talk, stay, turn } from "../talk.ts";

const spellings: Readonly<Record<string, "vi" | "en">> = {
  vi: "vi",
  "tieng viet": "vi",
  viet: "vi",
  vietnamese: "vi",
  en: "en",
  "tieng anh": "en",
  anh: "en",
  english: "en",
};

/** Changes the language the bot speaks with this person, or offers the two. */
export function chooseLanguage(talk: Talk, argument: string): ChatTurn {
  const language = spellings[foldText(argument)];
  if (language === undefined) {
    return stay(talk, talk.world.say.commands.whichLanguage(), [
      [
        { key: keyOf("language", "vi"), label: "Tiếng Việt" },
        { key: keyOf("language", "en"), label: "English" },
      ],
    ]);
  }
  const say = messagesIn(language);
  const choices = [[{ key: keyOf("start"), label: say.buttons.menu() }]];
  return turn(
    talk.state,
    [{ text: say.commands.languageSet(), choices }],
    [{ kind: "setLanguage", language }],
  );
}
