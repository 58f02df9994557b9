import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import fontkit from "@pdf-lib/fontkit";
import { type PDFFont, PDFDocument, type PDFPage, degrees, rgb } from "pdf-lib";

/** A PDF that cannot be read far enough to be marked. */
export class UnreadablePdfError extends Error {
  override name = "UnreadablePdfError";
}

const largestPoints = 22;
/** How far up the page the lines stand, as shares of its height. */
const heights = [0.2, 0.5, 0.8];

/**
 * Writes a line across every page, three times, light enough to read through: slanting from lower
 * left to upper right as the page is looked at, however it is turned or cut.
 *
 * @throws {UnreadablePdfError} When the PDF is encrypted or too damaged.
 */
export async function stampPdf(content: Uint8Array, line: string): Promise<Uint8Array> {
  const document = await readPdf(content);
  document.registerFontkit(fontkit);
  const font = await document.embedFont(await readFile(fontPath()), { subset: true });
  for (const page of document.getPages()) stampPage(page, font, line);
  return document.save({
    ...{ useObjectStreams: false, updateFieldAppearances: false },
    ...{ addDefaultPage: false, objectsPerTick: Infinity },
  });
}

/** What pdf-lib throws of a damaged file has no class of its own, so all of it is taken as that. */
async function readPdf(content: Uint8Array): Promise<PDFDocument> {
  try {
    const options = { updateMetadata: false, throwOnInvalidObject: true, parseSpeed: Infinity };
    const document = await PDFDocument.load(content, options);
    if (document.getPageCount() > 0) return document;
  } catch (cause) {
    throw new UnreadablePdfError("the PDF cannot be read", { cause });
  }
  throw new UnreadablePdfError("the PDF has no pages");
}

/** Every Vietnamese letter, and free to embed; the package holds nothing but the fonts. */
function fontPath(): string {
  return createRequire(import.meta.url).resolve("dejavu-fonts-ttf/ttf/DejaVuSans.ttf");
}

function stampPage(page: PDFPage, font: PDFFont, line: string): void {
  const { x, y, width, height } = page.getCropBox();
  const turned = ((page.getRotation().angle % 360) + 360) % 360;
  const isSideways = turned % 180 === 90;
  const [across, up] = isSideways ? [height, width] : [width, height];
  const slope = Math.atan2(up * 0.35, across);
  const size = Math.min(
    largestPoints,
    (0.9 * across) / Math.cos(slope) / font.widthOfTextAtSize(line, 1),
  );
  const angle = slope + (turned * Math.PI) / 180;
  const half = font.widthOfTextAtSize(line, size) / 2;
  for (const share of heights) {
    const [middleX, middleY] = placeOn({ x, y, width, height }, turned, share);
    page.drawText(line, {
      ...{ x: middleX - half * Math.cos(angle), y: middleY - half * Math.sin(angle) },
      ...{ size, font, color: rgb(0.35, 0.35, 0.35), opacity: 0.28 },
      rotate: degrees((angle * 180) / Math.PI),
    });
  }
}

/** The middle of a line in the page's own coordinates, `share` up as the page is looked at. */
function placeOn(
  box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
  turned: number,
  share: number,
): readonly [number, number] {
  const { x, y, width, height } = box;
  switch (turned) {
    case 90:
      return [x + width * (1 - share), y + height / 2];
    case 180:
      return [x + width / 2, y + height * (1 - share)];
    case 270:
      return [x + width * share, y + height / 2];
    default:
      return [x + width / 2, y + height * share];
  }
}
