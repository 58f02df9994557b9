import { inflateSync } from "node:zlib";
import { PDFArray, PDFDict, PDFDocument, PDFName, PDFRawStream, type PDFPage } from "pdf-lib";

/** What the embedded fonts of each page say, a string for each time text is shown. */
export async function readPdfText(content: Uint8Array): Promise<readonly (readonly string[])[]> {
  const document = await PDFDocument.load(content);
  return document.getPages().map((page) => {
    const letters = lettersOf(page);
    const shown = streamsOf(page)
      .join("\n")
      .matchAll(/<([0-9A-Fa-f]+)>\s*Tj/g);
    return [...shown].map(([, glyphs = ""]) =>
      (glyphs.match(/.{4}/g) ?? []).map((glyph) => letters.get(glyph.toUpperCase()) ?? "").join(""),
    );
  });
}

/** Glyphs of the page's fonts with the letters that they stand for, by their ToUnicode maps. */
function lettersOf(page: PDFPage): ReadonlyMap<string, string> {
  const fonts = page.node.normalizedEntries().Font;
  const maps = fonts.entries().flatMap(([, font]) => {
    const dictionary = page.doc.context.lookup(font, PDFDict);
    const map = dictionary.lookup(PDFName.of("ToUnicode"));
    return map instanceof PDFRawStream ? [textOf(map)] : [];
  });
  const pairs = maps.join("\n").matchAll(/^<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]+)>$/gm);
  return new Map(
    [...pairs].map(([, glyph = "", units = ""]) => [glyph.toUpperCase(), utf16(units)]),
  );
}

/** The drawing instructions of a page, one text for each of its streams. */
export function streamsOf(page: PDFPage): readonly string[] {
  const contents = page.node.Contents();
  const streams = contents instanceof PDFArray ? contents.asArray() : [contents];
  return streams.map((each) => {
    const stream = each && page.doc.context.lookup(each);
    return stream instanceof PDFRawStream ? textOf(stream) : "";
  });
}

function textOf(stream: PDFRawStream): string {
  const isDeflated = stream.dict.has(PDFName.of("Filter"));
  const bytes = Buffer.from(stream.contents);
  return (isDeflated ? inflateSync(bytes) : bytes).toString("latin1");
}

function utf16(units: string): string {
  return String.fromCharCode(
    ...(units.match(/.{4}/g) ?? []).map((unit) => Number.parseInt(unit, 16)),
  );
}
