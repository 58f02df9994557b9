import type { FileHandle } from "node:fs/promises";

/** One stream or storage of a compound file. */
export interface CfbEntry {
  readonly name: string;
  readonly isStream: boolean;
  readonly start: number;
  readonly size: number;
}

/** A compound file's directory, and a way to look into a stream. */
export interface Cfb {
  readonly entries: readonly CfbEntry[];
  /** The stream's first bytes, at most `length` and at most one sector. */
  readStart(entry: CfbEntry, length: number): Promise<Buffer>;
}

/** The compound file contradicts itself or ends too soon. */
export class CfbError extends Error {
  override readonly name = "CfbError";
}

const endOfChain = 0xfffffffe;
const headerEntries = 109;
const miniSectorBytes = 64;
/** A directory of an office document has tens of entries. */
const maxDirectorySectors = 4_096;

/**
 * Opens a compound file (OLE2: .doc, .xls, encrypted .docx) without reading it whole.
 *
 * @throws {CfbError} When its header or chains make no sense.
 * @see [MS-CFB] 2.2 to 2.6
 */
export async function openCfb(file: FileHandle, size: number): Promise<Cfb> {
  const header = await readAt(file, 0, 512);
  const shift = header.readUInt16LE(30);
  if (shift !== 9 && shift !== 12) throw new CfbError("sector size");
  const sectors: Sectors = { file, bytes: 1 << shift, count: Math.ceil(size / (1 << shift)) };

  const fat = await readFatSectors(sectors, header);
  const chain = await followChain(sectors, fat, header.readUInt32LE(48));
  const directory = await Promise.all(chain.map((each) => readSector(sectors, each)));
  const entries = readEntries(Buffer.concat(directory));
  const root = entries.find((entry) => entry.type === 5);
  if (!root) throw new CfbError("no root");
  const cutoff = header.readUInt32LE(56);
  const miniStart = root.start;
  return {
    entries,
    readStart: (entry, length) =>
      entry.size >= cutoff
        ? readAt(file, offsetOf(sectors, entry.start), Math.min(length, entry.size))
        : readMini(sectors, fat, { miniStart, entry, length }),
  };
}

interface Sectors {
  readonly file: FileHandle;
  readonly bytes: number;
  readonly count: number;
}

interface TypedEntry extends CfbEntry {
  readonly type: number;
}

/** Numbers of the sectors that hold the allocation table, in order. */
async function readFatSectors(sectors: Sectors, header: Buffer): Promise<readonly number[]> {
  const wanted = header.readUInt32LE(44);
  if (wanted > sectors.count) throw new CfbError("more tables than sectors");
  const fat = numbers(header.subarray(76, 76 + 4 * headerEntries)).slice(0, wanted);
  const perSector = sectors.bytes / 4 - 1;
  let next = header.readUInt32LE(68);
  while (fat.length < wanted && next < endOfChain) {
    const more = numbers(await readSector(sectors, next));
    fat.push(...more.slice(0, Math.min(perSector, wanted - fat.length)));
    next = more[perSector] ?? endOfChain;
  }
  if (fat.length < wanted) throw new CfbError("the list of tables ends too soon");
  return fat;
}

async function followChain(
  sectors: Sectors,
  fat: readonly number[],
  start: number,
): Promise<readonly number[]> {
  const chain: number[] = [];
  for (let at = start; at < endOfChain; at = await nextSector(sectors, fat, at)) {
    chain.push(at);
    if (chain.length > maxDirectorySectors) throw new CfbError("endless chain");
  }
  return chain;
}

async function nextSector(sectors: Sectors, fat: readonly number[], at: number): Promise<number> {
  const perSector = sectors.bytes / 4;
  const table = fat[Math.floor(at / perSector)];
  if (table === undefined) throw new CfbError("sector without a table");
  const place = offsetOf(sectors, table) + 4 * (at % perSector);
  return (await readAt(sectors.file, place, 4)).readUInt32LE(0);
}

function readEntries(directory: Buffer): readonly TypedEntry[] {
  const entries: TypedEntry[] = [];
  for (let at = 0; at + 128 <= directory.length; at += 128) {
    const type = directory.readUInt8(at + 66);
    const nameBytes = directory.readUInt16LE(at + 64);
    if (type === 0 || nameBytes < 2 || nameBytes > 64) continue;
    entries.push({
      name: directory.toString("utf16le", at, at + nameBytes - 2),
      type,
      isStream: type === 2,
      start: directory.readUInt32LE(at + 116),
      size: directory.readUInt32LE(at + 120),
    });
  }
  return entries;
}

/** Small streams lie in 64-byte pieces inside the root's own stream. */
async function readMini(
  sectors: Sectors,
  fat: readonly number[],
  what: { readonly miniStart: number; readonly entry: CfbEntry; readonly length: number },
): Promise<Buffer> {
  const { miniStart, entry, length } = what;
  const offset = entry.start * miniSectorBytes;
  let sector = miniStart;
  for (let skip = Math.floor(offset / sectors.bytes); skip > 0; skip -= 1) {
    sector = await nextSector(sectors, fat, sector);
  }
  const place = offsetOf(sectors, sector) + (offset % sectors.bytes);
  return readAt(sectors.file, place, Math.min(length, entry.size, miniSectorBytes));
}

function readSector(sectors: Sectors, number: number): Promise<Buffer> {
  return readAt(sectors.file, offsetOf(sectors, number), sectors.bytes);
}

function offsetOf(sectors: Sectors, number: number): number {
  if (number >= sectors.count) throw new CfbError("a sector outside the file");
  return (number + 1) * sectors.bytes;
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  if (bytesRead === 0 && length > 0) throw new CfbError("the file ends too soon");
  // A last sector may be cut; what is missing reads as zeros.
  return buffer;
}

function numbers(bytes: Buffer): number[] {
  return Array.from({ length: bytes.length / 4 }, (_, index) => bytes.readUInt32LE(4 * index));
}
