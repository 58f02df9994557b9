import { assertNever } from "../../result.ts";
import type { FileRefusal } from "../../evidence/file-refusal.ts";

/** Says in English why a file was not taken and what to do instead. */
export function refusalEn(refusal: FileRefusal): string {
  switch (refusal.kind) {
    case "tooLarge":
      return `The file is above the limit (${megabytes(refusal.maxBytes)}). Please scan it at a lower resolution or split it, then send it again.`;
    case "empty":
      return "The file is empty. Please check the original and send it again.";
    case "typeNotTaken":
      return `This type of file (${refusal.found}) is not taken as evidence. Please send PDF, Word, Excel, a JPG, PNG or HEIC picture, or plain text.`;
    case "archive":
      return `Archives (${refusal.found}) are not taken. Please unpack it and send the documents one by one.`;
    case "program":
      return `This file is or contains a program (${refusal.found}) and is not taken. Please send documents only.`;
    case "renamed":
      return `The content is ${refusal.found} but the name says .${refusal.named}. Please give it its right extension, or send the original.`;
    case "encrypted":
      return `The file is protected by a password (${refusal.found}) and cannot be appraised. Please remove the password, or print it to a PDF without one.`;
    case "macros":
      return `The file contains macros (${refusal.found}) and is not taken. Please save it as .docx or .xlsx without macros, or as PDF.`;
    case "damaged":
      return `The file is damaged or incomplete (${refusal.found}). Please open and save the original, then send it again.`;
    default:
      return assertNever(refusal);
  }
}

function megabytes(bytes: number): string {
  return `${Math.floor(bytes / 1_048_576)} MB`;
}
