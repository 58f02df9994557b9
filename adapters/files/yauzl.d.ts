/** The part of yauzl 3 that we use; the package brings no types of its own. */
declare module "yauzl" {
  import type { Readable } from "node:stream";

  /** One file in a zip, as its directory describes it. */
  export interface Entry {
    readonly fileName: string;
    readonly compressedSize: number;
    readonly uncompressedSize: number;
    readonly crc32: number;
    /** Bit 0 says that the entry is encrypted. */
    readonly generalPurposeBitFlag: number;
  }

  /** An open zip. */
  export interface ZipFile {
    readonly entryCount: number;
    eachEntry(): AsyncIterable<Entry>;
    openReadStreamPromise(entry: Entry): Promise<Readable>;
    close(): void;
  }

  export function openPromise(
    path: string,
    options?: { autoClose?: boolean; strictFileNames?: boolean },
  ): Promise<ZipFile>;
}
