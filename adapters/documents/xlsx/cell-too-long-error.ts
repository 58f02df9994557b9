/** A scheme that a workbook cannot hold: one of its texts is longer than a cell. */
export class CellTooLongError extends Error {
  override readonly name = "CellTooLongError";
}
