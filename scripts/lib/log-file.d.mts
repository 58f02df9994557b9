/** Opens a log for a child to append to; only its owner may read it. */
export function openLogFile(file: string): { readonly descriptor: number; readonly from: number };
