import type { Code } from "../scheme/scheme.ts";

/** A part of the scheme that the province has declared not to apply to an agency. */
export interface LeftOut {
  /** A leaf, or a node with all leaves below it. */
  readonly code: Code;
  readonly reason: string;
}
