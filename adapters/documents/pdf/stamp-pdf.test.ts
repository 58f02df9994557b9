import { readFile } from "node:fs/promises";
import fontkit from "@pdf-lib/fontkit";
import { describe, expect, it } from "vitest";
import { PDFDocument, degrees } from "pdf-lib";
import { readPdfText, streamsOf } from "../../../test/read-pdf-text.ts";
import { openPdfStamper } from "./pdf-stamper.ts";
import { UnreadablePdfError, stampPdf } from "./stamp-pdf.ts";

const fontFile = "node_modules/dejavu-fonts-ttf/ttf/DejaVuSans.ttf";
const line = "Nguyễn Thị Ánh Tuyết Ỷ ẵ ộ ử · Sở Nội vụ tỉnh Đắk · 09:05 ngày 03/03/2026 · Chấm";

describe("the mark on a copy", () => {
  it("stands three times on every page, readable letter by letter", async () => {
    const marked = await stampPdf(await aPdf(3), line);
    expect(await readPdfText(marked)).toEqual([1, 2, 3].map(() => [line, line, line]));
  });

  it.each([0, 90, 180, 270])("lies within a page turned by %i degrees", async (angle) => {
    const source = await PDFDocument.create();
    source.addPage([842, 595]).setRotation(degrees(angle));
    const ends = await endsOf(await stampPdf(await source.save(), line));
    expect(ends).toHaveLength(6);
    expect(ends.filter(([x, y]) => x < 0 || y < 0 || x > 842 || y > 595)).toEqual([]);
  });

  it("leaves the content and the file's own data as they were", async () => {
    const source = await aPdf(1);
    const marked = await PDFDocument.load(await stampPdf(source, line), { updateMetadata: false });
    expect(marked.getTitle()).toBe("Báo cáo");
    expect(marked.getPageCount()).toBe(1);
  });

  it.each([
    { name: "cut off", content: Buffer.from("%PDF-1.7\n1 0 obj << /Type /Catalog") },
    { name: "no PDF", content: Buffer.from("xin chào") },
    { name: "without pages", content: Buffer.from("%PDF-1.4\n%%EOF") },
  ])("is refused where the file is $name", async ({ content }) => {
    await expect(stampPdf(content, line)).rejects.toThrow(UnreadablePdfError);
  });
});

describe("marking in a thread", () => {
  it("marks several copies, one after the other", async () => {
    const stamper = openPdfStamper();
    const content = await aPdf(2);
    const both = await Promise.all(
      ["một", "hai"].map((text) => stamper.stamp(aFile(content), text)),
    );
    const texts = await Promise.all(
      both.map(async (each) => (each.kind === "marked" ? readPdfText(each.content) : null)),
    );
    expect(texts).toEqual(["một", "hai"].map((text) => [1, 2].map(() => [text, text, text])));
  });

  it("does not even read a file over the limit", async () => {
    const stamper = openPdfStamper({ maxBytes: 10, maxMs: 1000 });
    const read = (): never => {
      throw new Error("read");
    };
    expect(await stamper.stamp({ size: 11, read }, line)).toEqual({ kind: "tooLarge" });
  });

  it("says so where a file cannot be read, and goes on with the next", async () => {
    const stamper = openPdfStamper();
    expect(await stamper.stamp(aFile(Buffer.from("%PDF-1.4 hỏng")), line)).toEqual({
      kind: "unreadable",
    });
    expect((await stamper.stamp(aFile(await aPdf(1)), line)).kind).toBe("marked");
  });

  it("gives up what takes too long", async () => {
    const stamper = openPdfStamper({ maxBytes: 1 << 20, maxMs: 1 });
    expect(await stamper.stamp(aFile(await aPdf(1)), line)).toEqual({ kind: "tooSlow" });
  });
});

async function aPdf(pages: number): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  document.setTitle("Báo cáo");
  for (let at = 0; at < pages; at += 1) document.addPage([595, 842]);
  return document.save();
}

/** Where each line on the first page begins and ends. */
async function endsOf(content: Uint8Array): Promise<readonly (readonly [number, number])[]> {
  const document = await PDFDocument.load(content);
  document.registerFontkit(fontkit);
  const font = await document.embedFont(await readFile(fontFile));
  const drawn = streamsOf(document.getPage(0)).join("\n");
  const size = Number(/([\d.]+) Tf/.exec(drawn)?.[1]);
  const width = font.widthOfTextAtSize(line, size);
  return [...drawn.matchAll(/^(\S+) (\S+) \S+ \S+ (\S+) (\S+) Tm$/gm)].flatMap((found) => {
    const [across = 0, up = 0, x = 0, y = 0] = found.slice(1).map(Number);
    return [[x, y] as const, [x + across * width, y + up * width] as const];
  });
}

function aFile(content: Uint8Array) {
  async function* read(): AsyncGenerator<Uint8Array> {
    await Promise.resolve();
    yield content.subarray(0, 10);
    yield content.subarray(10);
  }
  return { size: content.length, read };
}
