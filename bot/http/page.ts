import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { FastifyReply } from "fastify";

/** Markup that is safe to send as it is. */
export interface Html {
  readonly html: string;
}

/** What a slot of a page may be filled with; plain text is escaped. */
export type Slot = string | Html | readonly Html[];

/** The folder of the pages and of what they load. */
export const pagesFolder = join(import.meta.dirname, "pages");

/**
 * Loads a page once. Its slots are written `{{name}}`; each must be filled.
 *
 * @returns A function that fills the slots.
 */
export function loadPage(file: string): (slots: Readonly<Record<string, Slot>>) => string {
  const source = readFileSync(join(pagesFolder, file), "utf8");
  return (slots) =>
    source.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => {
      const slot = slots[name];
      if (slot === undefined) throw new Error(`${file}: nothing for the slot ${name}`);
      return markup(slot);
    });
}

/** Markup with values in it; what is not markup itself is escaped. */
export function html(parts: TemplateStringsArray, ...values: readonly Slot[]): Html {
  const filled = parts.map((part, index) => part + markup(values[index] ?? ""));
  return { html: filled.join("") };
}

/** Sends a page that holds something of a person, so nobody may keep it. */
export function sendPage(reply: FastifyReply, status: number, page: string): FastifyReply {
  return reply
    .code(status)
    .header("cache-control", "no-store")
    .type("text/html; charset=utf-8")
    .send(page);
}

function markup(slot: Slot): string {
  if (typeof slot === "string") return escapeText(slot);
  return "html" in slot ? slot.html : slot.map((each) => each.html).join("");
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escapeText(text: string): string {
  return text.replaceAll(/[&<>"']/g, (letter) => entities[letter] ?? letter);
}
