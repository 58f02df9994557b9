import type { FakeBot } from "../../../scripts/fakes/telegram.ts";
import type { WireMessage } from "../../../scripts/fakes/telegram/wire.ts";
import type { Channel } from "./door.ts";

const patienceMs = 20_000;

/** A person's chat with the bot in Telegram, over the wire of the fake Bot API. */
export function telegramChannel(bot: FakeBot, id: number): Channel {
  const user = bot.user({ id });
  let newest: WireMessage | null = null;
  return {
    name: `Telegram ${id}`,
    say: (text) => {
      user.send(text);
      return Promise.resolve();
    },
    press: (label) => {
      if (!newest) throw new Error("no message has buttons");
      user.click(newest, label);
      return Promise.resolve();
    },
    send: (bytes, name) => {
      user.sendDocument(bytes, name);
      return Promise.resolve();
    },
    next: async () => {
      const message = await user.nextMessage(undefined, patienceMs);
      const buttons = (message.reply_markup?.inline_keyboard ?? []).flat();
      if (buttons.length > 0) newest = message;
      return { text: message.text ?? "", buttons: buttons.map(({ text }) => text) };
    },
  };
}
