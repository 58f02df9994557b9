/** What a turn was decided on has changed before it was written: it is decided anew. */
export class StaleTurnError extends Error {
  override readonly name = "StaleTurnError";
  /** Read like PostgreSQL's own error code. */
  readonly code = "CH001";
}
