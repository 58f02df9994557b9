import { BarChart, HeatmapChart } from "echarts/charts";
import { GridComponent, VisualMapComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import type { Panel, Picture } from "../../../core/conversation/overview/picture.ts";
import { gradeColour, panelHeight, panelOptions } from "./panel-options.ts";
import { ink, margin, pictureWidth, svgText, wrapped } from "./svg-text.ts";

use([BarChart, HeatmapChart, GridComponent, VisualMapComponent, SVGRenderer]);

/** A piece of the picture with its height; drawn as if it stood at the top. */
interface Block {
  readonly svg: string;
  readonly height: number;
}

/** Draws a picture as an SVG document; the same picture gives the same text. */
export function pictureSvg(picture: Picture): string {
  const blocks = [headBlock(picture), ...picture.panels.flatMap(panelBlocks), spaceOf(margin)];
  let y = 0;
  const placed = blocks.map(({ svg, height }) => {
    const group = `<g transform="translate(0 ${y})">${svg}</g>`;
    y += height;
    return group;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${pictureWidth}" height="${y}" viewBox="0 0 ${pictureWidth} ${y}"><rect width="100%" height="100%" fill="#ffffff"/>${placed.join("")}</svg>`;
}

function headBlock({ title, lines, warnings, standing }: Picture): Block {
  return stacked([
    ...warnings.map((text) => textBlock(text, { size: 20, fill: ink.warning, isBold: true })),
    textBlock(title, { size: 34, isBold: true }),
    ...(standing ? [standingBlock(standing)] : []),
    spaceOf(standing ? 0 : 6),
    ...lines.map((text) => textBlock(text, { size: 20, fill: ink.soft })),
  ]);
}

function standingBlock({ text, isOfficial }: NonNullable<Picture["standing"]>): Block {
  const fill = isOfficial ? "#0f6b4f" : "#b7791f";
  const lines = wrapped(text, 22, pictureWidth - 2 * margin - 24);
  const height = lines.length * 30 + 10;
  const box = `<rect x="${margin}" y="14" width="${pictureWidth - 2 * margin}" height="${height}" rx="6" fill="${fill}"/>`;
  const words = lines.map((line, at) =>
    svgText(line, { x: margin + 12, y: 41 + at * 30, size: 22, fill: "#ffffff", isBold: true }),
  );
  return { svg: box + words.join(""), height: height + 18 };
}

function panelBlocks(panel: Panel): readonly Block[] {
  const title = textBlock(panel.title, { size: 26, isBold: true });
  const key =
    panel.kind === "bars" ? [gradesBlock(panel.grades)] : [spaceOf(6), notesBlock(panel.notes)];
  const [above, below] = panel.kind === "bars" ? [key, []] : [[], key];
  return [spaceOf(16), title, ...above, chartBlock(panel), ...below];
}

/** In two columns, read downwards. */
function notesBlock(notes: readonly string[]): Block {
  const [size, pitch] = [17, 26];
  const rows = Math.ceil(notes.length / 2);
  const svg = notes.map((note, at) => {
    const x = margin + (at < rows ? 0 : (pictureWidth - 2 * margin) / 2);
    return svgText(note, { x, y: ((at % rows) + 1) * pitch, size, fill: ink.soft });
  });
  return { svg: svg.join(""), height: rows * pitch };
}

/** The grades with their colours, in one row. */
function gradesBlock(grades: readonly string[]): Block {
  let x = margin;
  const parts = grades.map((grade, level) => {
    const part = `<rect x="${x}" y="10" width="18" height="18" fill="${gradeColour(level)}"/>${svgText(grade, { x: x + 26, y: 26, size: 19, fill: ink.soft })}`;
    x += 26 + grade.length * 11 + 22;
    return part;
  });
  return { svg: parts.join(""), height: 36 };
}

function chartBlock(panel: Panel): Block {
  const height = panelHeight(panel);
  const chart = init(null, null, { renderer: "svg", ssr: true, width: pictureWidth, height });
  try {
    chart.setOption(panelOptions(panel));
    return { svg: steady(chart.renderToSVGString()), height };
  } finally {
    chart.dispose();
  }
}

/** Without the classes for a mouse: the library numbers them by how much it has drawn before. */
function steady(svg: string): string {
  return svg
    .replaceAll(/ class="[^"]*"/g, "")
    .replaceAll(/<style[^]*?<\/style>/g, "")
    .replaceAll(/zr\d+-/g, "zr-");
}

function textBlock(
  text: string,
  look: { readonly size: number; readonly fill?: string; readonly isBold?: boolean },
): Block {
  const pitch = Math.round(look.size * 1.4);
  const lines = wrapped(text, look.size);
  const svg = lines.map((line, at) => svgText(line, { ...look, x: margin, y: (at + 1) * pitch }));
  return { svg: svg.join(""), height: lines.length * pitch };
}

function stacked(blocks: readonly Block[]): Block {
  let height = 12;
  const svg = blocks.map((block) => {
    const group = `<g transform="translate(0 ${height})">${block.svg}</g>`;
    height += block.height;
    return group;
  });
  return { svg: svg.join(""), height };
}

function spaceOf(height: number): Block {
  return { svg: "", height };
}
