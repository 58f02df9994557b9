import type { MemoryTalk } from "../scripts/chat/memory-talk.ts";
import type { ChatTurn } from "../core/conversation/talk.ts";
import type { ChatInput, Reply } from "../core/conversation/turn.ts";

/**
 * Plays inputs against a talk and writes it as text that an official can proof-read.
 *
 * Inputs: `[key]` presses a button, `{name}` sends a file, `{name|caption}` one with words,
 * `{name#group}` one of an album, `{name~30}` one of 30 MB; the rest is typed text.
 * Output: `>` is the person, `<` the bot, `!` an effect.
 */
export function playTranscript(talk: MemoryTalk, inputs: readonly string[]): string {
  const lines = inputs.flatMap((input) => {
    const turn = talk.play(parseInput(input));
    return [`> ${input.replaceAll("\n", "\n  ")}`, ...describeTurn(turn), ""];
  });
  return lines.join("\n");
}

/** Reads one line of a transcript as an input. */
function parseInput(line: string): ChatInput {
  const key = /^\[(.+)\]$/.exec(line)?.[1];
  if (key) return { kind: "choice", key, messageId: "1" };
  const file = /^\{([^|#~}]+)(?:\|([^#~}]*))?(?:#([^~}]+))?(?:~(\d+))?\}$/.exec(line);
  if (!file) return { kind: "text", text: line };
  const [, name = "", caption = "", group, megabytes] = file;
  return {
    kind: "file",
    file: {
      ref: `ref:${name}`,
      name,
      size: megabytes === undefined ? 1000 : Number(megabytes) * 1024 * 1024,
    },
    caption,
    group: group ?? null,
  };
}

function describeTurn(turn: ChatTurn): string[] {
  return [
    ...turn.effects.map((effect) => `! ${JSON.stringify(effect)}`),
    ...turn.replies.flatMap(describeReply),
  ];
}

function describeReply({ title, text, choices, link, document }: Reply): string[] {
  const body = [...(title === undefined ? [] : [`*${title}*`]), text].join("\n");
  return [
    `< ${body.replaceAll("\n", "\n  ")}`,
    ...(document ? [`  (tệp ${document.evidenceId} cho ${document.staffId})`] : []),
    ...(link ? [`  (${link.label}: ${link.url})`] : []),
    ...(choices ?? []).map(
      (row) => `  ${row.map(({ key, label }) => `[${key} ${label}]`).join(" ")}`,
    ),
  ];
}
