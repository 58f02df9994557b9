// Talk to the bot in a terminal: no token, no database. Usage: npm run chat [-- en]
import { createInterface } from "node:readline";
import { readSchemeFile } from "../adapters/scheme-files/read-scheme-file.ts";
import type { ChatTurn } from "../core/conversation/talk.ts";
import type { Choice, ChatInput } from "../core/conversation/turn.ts";
import { openMemoryTalk } from "./chat/memory-talk.ts";

const schemePath = new URL("../prisma/schemes/so-2025.yaml", import.meta.url).pathname;
const scheme = await readSchemeFile(schemePath);
if (!scheme.ok) throw new Error(`${schemePath} is not a valid scheme.`);

const language = process.argv[2] === "en" ? "en" : "vi";
const talk = openMemoryTalk({ scheme: scheme.value, language, round: { isDemo: true } });
let offered: readonly Choice[] = [];

process.stdout.write("#1 presses the first button, {name.pdf} sends a file, Ctrl-D ends.\n\n");
show(talk.play({ kind: "text", text: "/batdau" }));
for await (const line of createInterface({ input: process.stdin })) {
  if (line.trim() !== "") show(talk.play(read(line)));
}

function read(line: string): ChatInput {
  const pressed = offered[Number(/^#(\d+)$/.exec(line)?.[1] ?? 0) - 1];
  if (pressed) return { kind: "choice", key: pressed.key, messageId: null };
  const name = /^\{(.+)\}$/.exec(line)?.[1];
  if (name === undefined) return { kind: "text", text: line };
  return { kind: "file", file: { ref: name, name, size: null }, caption: "", group: null };
}

function show({ replies, effects }: ChatTurn): void {
  for (const effect of effects) process.stdout.write(`! ${JSON.stringify(effect)}\n`);
  for (const { title, text, choices, link } of replies) {
    if (choices) offered = choices.flat();
    const rows = (choices ?? []).map((row) => row.map(button).join("  "));
    const page = link ? [`${link.label}: ${link.url}`] : [];
    process.stdout.write(`${[title ?? "", text, ...page, ...rows].join("\n").trim()}\n\n`);
  }
}

function button(choice: Choice): string {
  return `[#${offered.indexOf(choice) + 1} ${choice.label}]`;
}
