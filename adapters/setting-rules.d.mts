type Given = Readonly<Record<string, string | undefined>>;

/** From the most talkative to none; the names are pino's. */
export declare const logLevels: readonly [
  ...["trace", "debug", "info", "warn", "error", "fatal", "silent"],
];

/**
 * Every mistake in the given variables (none of which is empty), a sentence each in Vietnamese and
 * English. A value that may hold a secret is not repeated.
 *
 * @param required Names that must be given.
 */
export function settingProblems(given: Given, required?: readonly string[]): readonly string[];

/** Reads "zalo:3000,telegram:100000"; null when it is not written so. Nothing is no quota. */
export function readQuotas(text: string): ReadonlyMap<string, number> | null;
