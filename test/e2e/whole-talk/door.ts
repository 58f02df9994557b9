/** A message of the bot as a person sees it, whichever way it came. */
export interface Heard {
  readonly text: string;
  /** Labels of its buttons, in reading order. */
  readonly buttons: readonly string[];
}

/** One way to reach the bot, as bare as it is. */
export interface Channel {
  readonly name: string;
  say(text: string): Promise<void>;
  /** Presses a button of the newest message that has any. */
  press(label: string): Promise<void>;
  send(bytes: Buffer, fileName: string): Promise<void>;
  /** Gives what the bot says next, waiting for it. */
  next(): Promise<Heard>;
}

/** One thing a person does. */
export type Act =
  | { readonly kind: "say"; readonly text: string }
  | { readonly kind: "press"; readonly label: string }
  | { readonly kind: "send"; readonly bytes: Buffer; readonly name: string };

/** A person's way to the bot that remembers what was said. */
export interface Door {
  /**
   * Does something and gives all that the bot says to it, up to the first message that fits: one
   * with buttons, where nothing else is wanted.
   */
  ask(act: Act, fits?: (heard: Heard) => boolean): Promise<readonly Heard[]>;
  /** Types something without waiting for what the bot says to it. */
  say(text: string): Promise<void>;
  /** Gives what the bot says by itself, up to the first message that fits. */
  hear(fits: (heard: Heard) => boolean): Promise<readonly Heard[]>;
  /** All that was heard so far. */
  readonly heard: readonly Heard[];
  /** The last lines of the talk; `>` is the person, `<` the bot. */
  tail(lines?: number): string;
}

/** Opens a door on a channel. */
export function openDoor(channel: Channel): Door {
  const heard: Heard[] = [];
  const lines: string[] = [];
  const hear = async (fits: (heard: Heard) => boolean): Promise<readonly Heard[]> => {
    const said: Heard[] = [];
    for (;;) {
      const next = await channel.next();
      said.push(next);
      heard.push(next);
      lines.push(lineOf(next));
      if (fits(next)) return said;
    }
  };
  return {
    heard,
    hear,
    say: async (text) => {
      lines.push(lineOfAct(saying(text)));
      await channel.say(text);
    },
    ask: async (act, fits = hasButtons) => {
      lines.push(lineOfAct(act));
      await perform(channel, act);
      return hear(fits);
    },
    tail: (count = 30) => [`--- ${channel.name} ---`, ...lines.slice(-count)].join("\n"),
  };
}

/** What a person types. */
export function saying(text: string): Act {
  return { kind: "say", text };
}

/** A button that a person presses. */
export function pressing(label: string): Act {
  return { kind: "press", label };
}

/** The last of what was said, which is what a person answers. */
export function lastOf(said: readonly Heard[]): Heard {
  const last = said.at(-1);
  if (!last) throw new Error("nothing was said");
  return last;
}

/** Runs a part of a test; when it fails, the end of each talk stands in the message. */
export async function telling<T>(doors: readonly Door[], work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Error) {
      error.message += `\n${doors.map((door) => door.tail()).join("\n")}`;
    }
    throw error;
  }
}

function hasButtons({ buttons }: Heard): boolean {
  return buttons.length > 0;
}

function perform(channel: Channel, act: Act): Promise<void> {
  switch (act.kind) {
    case "say":
      return channel.say(act.text);
    case "press":
      return channel.press(act.label);
    case "send":
      return channel.send(act.bytes, act.name);
  }
}

function lineOf({ text, buttons }: Heard): string {
  return [`< ${text.replaceAll("\n", "\n  ")}`, ...buttons.map((label) => `  [${label}]`)].join(
    "\n",
  );
}

function lineOfAct(act: Act): string {
  if (act.kind === "say") return `> ${act.text}`;
  return act.kind === "press" ? `> [${act.label}]` : `> (tệp: ${act.name})`;
}
