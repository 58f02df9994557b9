/** The family of the fonts that come with the product; narrow, with every Vietnamese letter. */
export const fontFamily = "DejaVu Sans Condensed";

/** How wide every picture is, in pixels; a phone shows two of them as one. */
export const pictureWidth = 780;
/** Free on either side. */
export const margin = 24;

/** Colours of what is written. */
export const ink = { strong: "#1a202c", soft: "#4a5568", faint: "#cbd5e0", warning: "#9b2c2c" };

/** Where and how a line of text stands. */
export interface TextPlace {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly fill?: string;
  readonly isBold?: boolean;
}

/** One line of text; `y` is its base line. */
export function svgText(text: string, place: TextPlace): string {
  const { x, y, size, fill = ink.strong, isBold = false } = place;
  const weight = isBold ? ' font-weight="bold"' : "";
  return `<text x="${x}" y="${y}" font-family="${fontFamily}" font-size="${size}"${weight} fill="${fill}">${escapeXml(text)}</text>`;
}

/** Breaks a text into lines that fit a width, by the mean width of the letters. */
export function wrapped(text: string, size: number, width = pictureWidth - 2 * margin): string[] {
  const most = Math.floor(width / (size * 0.52));
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= most) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else lines.push(word);
  }
  return lines;
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
