/** A fact already given for the leaf the talk is on, until all its questions are answered. */
export type GivenValue =
  | string
  | boolean
  | null
  | { readonly done: string; readonly total: string }
  /** The parts of a checklist that are there, by position. */
  | readonly number[];

/** Facts given so far, by the id of their question. */
export type Given = Readonly<Record<string, GivenValue>>;
