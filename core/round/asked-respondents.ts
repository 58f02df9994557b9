/** A group of people whom an agency is asked to name for the survey (điều tra xã hội học). */
export interface AskedRespondents {
  /** The round's short word for the group: "cbcc". */
  readonly kind: string;
  readonly name: string;
  /** How many, at least one. */
  readonly wanted: number;
}

/** Whom the agencies of one group are asked for. */
export interface AskedOfGroup extends AskedRespondents {
  /** Group of agencies. */
  readonly group: string;
}

/** A kind stands in buttons and commands. */
export const kindForm = /^[a-z][0-9a-z-]{0,15}$/;
