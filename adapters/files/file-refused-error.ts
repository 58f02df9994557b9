import type { FileRefusal } from "../../core/evidence/file-refusal.ts";

/** The file's content is the reason why it is not taken; thrown and caught within this folder. */
export class FileRefusedError extends Error {
  override readonly name = "FileRefusedError";
  readonly refusal: FileRefusal;

  constructor(refusal: FileRefusal) {
    super(`refused: ${refusal.kind}`);
    this.refusal = refusal;
  }
}

/**
 * Ends the check with a refusal.
 *
 * @throws {FileRefusedError} Always.
 */
export function refuse(refusal: FileRefusal): never {
  throw new FileRefusedError(refusal);
}
