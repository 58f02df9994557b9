import { crc32, deflateRawSync } from "node:zlib";
import cfb from "cfb";
import exceljs from "exceljs";

/** A smallest PDF that readers open; `extra` stands in its trailer. */
export function aPdf(extra = "", padding = 0): Buffer {
  const body = `%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\n${" ".repeat(padding)}`;
  return Buffer.from(
    `${body}\ntrailer<</Root 1 0 R/Size 4${extra}>>\nstartxref\n${body.length}\n%%EOF\n`,
    "latin1",
  );
}

/** One entry of a zip that is made here; `declaredSize` lets it lie about what it inflates to. */
export interface ZipPart {
  readonly name: string;
  readonly content: string | Buffer;
  readonly declaredSize?: number;
  readonly isEncrypted?: boolean;
}

/** A zip of the parts given, deflated, with a central directory. */
export function aZip(parts: readonly ZipPart[]): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const part of parts) {
    const { local, central } = zipEntry(part, offset);
    locals.push(local);
    centrals.push(central);
    offset += local.length;
  }
  const directory = Buffer.concat(centrals);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}

function zipEntry(part: ZipPart, offset: number): { local: Buffer; central: Buffer } {
  const content = Buffer.from(part.content);
  const name = Buffer.from(part.name);
  const packed = deflateRawSync(content);
  const common = Buffer.alloc(26);
  common.writeUInt16LE(20, 0);
  common.writeUInt16LE(part.isEncrypted ? 1 : 0, 2);
  common.writeUInt16LE(8, 4);
  common.writeUInt32LE(crc32(content), 10);
  common.writeUInt32LE(packed.length, 14);
  common.writeUInt32LE(part.declaredSize ?? content.length, 18);
  common.writeUInt16LE(name.length, 22);
  const mark = (signature: number) => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32LE(signature);
    return bytes;
  };
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE(offset, 10);
  return {
    local: Buffer.concat([mark(0x04034b50), common, name, packed]),
    central: Buffer.concat([mark(0x02014b50), Buffer.from([20, 0]), common, rest, name]),
  };
}

const officeMain = "application/vnd.openxmlformats-officedocument";

/** A Word document of the least parts, with further ones. */
export function aDocx(more: readonly ZipPart[] = [], mainType?: string): Buffer {
  const type = mainType ?? `${officeMain}.wordprocessingml.document.main+xml`;
  return aZip([
    {
      name: "[Content_Types].xml",
      content: `<Types><Override PartName="/word/document.xml" ContentType="${type}"/></Types>`,
    },
    { name: "word/document.xml", content: "<w:document/>" },
    ...more,
  ]);
}

/** A workbook as Excel would write it. */
export async function anXlsx(): Promise<Buffer> {
  const workbook = new exceljs.Workbook();
  workbook.addWorksheet("Số liệu").addRow(["Tiêu chí", 18, 20]);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

/** A compound file of the streams given, by path. */
export function aCfb(streams: Readonly<Record<string, Buffer>>): Buffer {
  const container = cfb.utils.cfb_new();
  for (const [path, content] of Object.entries(streams)) {
    cfb.utils.cfb_add(container, path, content);
  }
  return Buffer.from(cfb.write(container, { type: "buffer" }) as Uint8Array);
}

/** The beginning of a Word 97 document's main stream. */
export function wordStream(flags = 0, size = 8_192): Buffer {
  const stream = Buffer.alloc(size);
  stream.writeUInt16LE(0xa5ec, 0);
  stream.writeUInt16LE(flags, 10);
  return stream;
}

/** The beginning of an Excel 97 workbook's stream: the first record and those that follow it. */
export function workbookStream(following: readonly number[] = [], size = 8_192): Buffer {
  const stream = Buffer.alloc(size);
  stream.writeUInt16LE(0x0809, 0);
  stream.writeUInt16LE(16, 2);
  following.forEach((record, index) => {
    stream.writeUInt16LE(record, 20 + 10 * index);
    stream.writeUInt16LE(6, 22 + 10 * index);
  });
  return stream;
}

/** A PNG of one white pixel. */
export const aPng = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4////fwAJ+wP9KobjigAAAABJRU5ErkJggg==",
  "base64",
);

/** The beginning of a JPEG, and its end. */
export const aJpeg = Buffer.from("ffd8ffe000104a46494600010100000100010000ffd9", "hex");

/** The first box of an ISO media file of the brands given. */
export function anIsoImage(major: string, ...others: readonly string[]): Buffer {
  const box = Buffer.alloc(16 + 4 * others.length);
  box.writeUInt32BE(box.length, 0);
  box.write(`ftyp${major}`, 4, "latin1");
  others.forEach((brand, index) => box.write(brand, 16 + 4 * index, "latin1"));
  return Buffer.concat([box, Buffer.alloc(64)]);
}
