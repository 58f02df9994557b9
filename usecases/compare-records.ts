/** What a register is to become by a file, record by record. */
export interface RecordChanges<T> {
  readonly added: readonly T[];
  readonly changed: readonly { readonly before: T; readonly after: T }[];
  readonly unchanged: number;
  /** Codes known and not in the file; they stay as they are. */
  readonly absent: readonly string[];
}

/** Compares the records of a file with those that are known by their codes. */
export function compareRecords<T extends { readonly code: string }>(
  wanted: readonly T[],
  known: readonly T[],
  isSame: (a: T, b: T) => boolean,
): RecordChanges<T> {
  const knownOf = new Map(known.map((each) => [each.code, each]));
  const inFile = new Set(wanted.map(({ code }) => code));
  const pairs = wanted.map((after) => ({ before: knownOf.get(after.code), after }));
  const changed = pairs.flatMap(({ before, after }) =>
    before === undefined || isSame(before, after) ? [] : [{ before, after }],
  );
  const added = pairs.filter(({ before }) => before === undefined).map(({ after }) => after);
  return {
    added,
    changed,
    unchanged: wanted.length - added.length - changed.length,
    absent: known.map(({ code }) => code).filter((code) => !inFile.has(code)),
  };
}
