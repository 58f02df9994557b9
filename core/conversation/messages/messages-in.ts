import type { Language, Messages } from "./catalogue.ts";
import { en } from "./en.ts";
import { vi } from "./vi.ts";

const catalogues: Readonly<Record<Language, Messages>> = { vi, en };

/** Gives the bot's sentences in a person's language. */
export function messagesIn(language: Language): Messages {
  return catalogues[language];
}
