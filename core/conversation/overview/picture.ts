/** What a picture says in words around its figures. */
interface PictureHead {
  readonly title: string;
  /** Below the title, in the order given. */
  readonly lines: readonly string[];
  /** That it is a demo or a dry run; stands out. */
  readonly warnings: readonly string[];
  /** Provisional or official, in words; null where no results are shown. */
  readonly standing: { readonly text: string; readonly isOfficial: boolean } | null;
  /** For whoever cannot see the picture. */
  readonly alt: string;
}

/** One agency's bar. */
export interface Bar {
  readonly label: string;
  /** What stands behind the bar: the index as printed, with its grade. */
  readonly text: string;
  /** Between 0 and 100, only for drawing; null where there is no index. */
  readonly value: number | null;
  /** Place of the grade from the best down; null where there is none. */
  readonly level: number | null;
}

/** One square of a heat map. */
export interface Cell {
  readonly text: string;
  /** Between 0 and 1, only for drawing; null where there is nothing to do. */
  readonly share: number | null;
}

/** One piece of a picture: the agencies of one group, or some of them. */
export type Panel =
  | {
      readonly kind: "bars";
      readonly title: string;
      readonly bars: readonly Bar[];
      /** The grades from the best down. */
      readonly grades: readonly string[];
    }
  | {
      readonly kind: "heat";
      readonly title: string;
      readonly columns: readonly string[];
      readonly rows: readonly { readonly label: string; readonly cells: readonly Cell[] }[];
      /** What the columns stand for, line by line. */
      readonly notes: readonly string[];
    };

/** A picture in words and figures; how it looks is the business of whoever draws it. */
export interface Picture extends PictureHead {
  readonly panels: readonly Panel[];
}

/** Rows that are still readable where a phone shows a picture as high as itself. */
export const rowsPerPicture = 30;

/**
 * Shares panels out over pictures so that none has too many rows; a larger group is cut into equal
 * parts. The order stays.
 */
export function paginate(panels: readonly Panel[]): readonly (readonly Panel[])[] {
  const pages: Panel[][] = [];
  for (const panel of panels.flatMap(cutPanel)) {
    const page = pages.at(-1);
    const taken = page?.reduce((sum, one) => sum + rowsOf(one), 0) ?? rowsPerPicture;
    if (page && taken + rowsOf(panel) <= rowsPerPicture) page.push(panel);
    else pages.push([panel]);
  }
  return pages;
}

function cutPanel(panel: Panel): readonly Panel[] {
  const parts = Math.ceil(rowsOf(panel) / rowsPerPicture);
  if (parts <= 1) return [panel];
  const size = Math.ceil(rowsOf(panel) / parts);
  return Array.from({ length: parts }, (_, part): Panel => {
    const [from, until] = [part * size, (part + 1) * size];
    const title = `${panel.title} – ${part + 1}/${parts}`;
    return panel.kind === "bars"
      ? { ...panel, title, bars: panel.bars.slice(from, until) }
      : { ...panel, title, rows: panel.rows.slice(from, until) };
  });
}

function rowsOf(panel: Panel): number {
  return panel.kind === "bars" ? panel.bars.length : panel.rows.length;
}
