/** Why a file is refused: where, what stood there, and what is wanted, in Vietnamese. */
export interface SchemeProblem {
  /** The way to the node, with its code: `fields[0].children[2] (1.1.3).rule.floor`. */
  readonly path: string;
  readonly read: string;
  readonly wanted: string;
}
