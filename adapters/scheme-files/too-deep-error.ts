/** A file's lists and objects stand in one another no deeper than this. */
export const mostNesting = 100;

/**
 * A file nests so deep that whoever reads it would run out of stack. It is a `SyntaxError`, so that
 * readers of other faults of a text deal with it too; the message is in Vietnamese.
 */
export class TooDeepError extends SyntaxError {
  constructor() {
    super(`lồng nhau hơn ${mostNesting} cấp`);
    this.name = "TooDeepError";
  }
}
