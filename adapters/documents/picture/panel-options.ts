import type { EChartsCoreOption } from "echarts/core";
import type { Panel } from "../../../core/conversation/overview/picture.ts";
import { fontFamily, ink, margin, pictureWidth } from "./svg-text.ts";

type BarPanel = Extract<Panel, { kind: "bars" }>;
type HeatPanel = Extract<Panel, { kind: "heat" }>;

/** Height of an agency's row, and of what a panel has above and below its rows, in pixels. */
const row = { height: 36, above: { bars: 8, heat: 40 }, below: 8 };

/** Colours of the grades from the best down; told apart by brightness too. */
const gradeColours = ["#0f6b4f", "#2b6cb0", "#d99a1c", "#d9652b", "#b02a37"];
const noGrade = "#a0aec0";

/** From nothing done to all done: orange to blue, which everybody can tell apart. */
const shareColours = ["#b84a00", "#fdb863", "#fef0d9", "#a6cbe3", "#2166ac"];
/** Below and above these shares a square is dark. */
const dark = { until: 0.06, from: 0.95 };
const nothingToDo = "#edf2f7";

const label = { width: { bars: 342, heat: 300 }, size: 21, valueSize: 19, valueWidth: 154 };
const still = { animation: false, silent: true, textStyle: { fontFamily } };

/** The colour of a grade by its place. */
export function gradeColour(level: number | null): string {
  return level === null ? noGrade : (gradeColours[level] ?? gradeColours.at(-1) ?? noGrade);
}

/** How high a panel is drawn, without its title. */
export function panelHeight(panel: Panel): number {
  const rows = panel.kind === "bars" ? panel.bars.length : panel.rows.length;
  return row.above[panel.kind] + rows * row.height + row.below;
}

/** What the charting library is told of a panel. */
export function panelOptions(panel: Panel): EChartsCoreOption {
  return panel.kind === "bars" ? barOptions(panel) : heatOptions(panel);
}

function barOptions(panel: BarPanel): EChartsCoreOption {
  const { bars } = panel;
  return {
    ...still,
    grid: gridOf(panel, margin + label.valueWidth),
    xAxis: {
      type: "value",
      ...{ min: 0, max: 100, interval: 25 },
      axisLabel: { show: false },
      splitLine: { lineStyle: { color: "#e2e8f0" } },
    },
    yAxis: namesAxis(
      bars.map((bar) => bar.label),
      label.width.bars,
    ),
    series: [
      {
        type: "bar",
        barWidth: "68%",
        ...{ showBackground: true, backgroundStyle: { color: "#f1f4f8" } },
        data: bars.map(({ value, text, level }) => ({
          value: value ?? 0,
          itemStyle: { color: gradeColour(level) },
          label: { formatter: text },
        })),
        label: {
          ...{ show: true, fontSize: label.valueSize, color: ink.strong, position: "insideLeft" },
          ...{ offset: [pictureWidth - 2 * margin - label.width.bars - label.valueWidth + 6, 0] },
        },
      },
    ],
  };
}

function heatOptions(panel: HeatPanel): EChartsCoreOption {
  const { columns, rows } = panel;
  return {
    ...still,
    grid: gridOf(panel, margin),
    xAxis: {
      type: "category",
      data: columns,
      position: "top",
      ...{ axisLine: { show: false }, axisTick: { show: false } },
      axisLabel: { fontSize: label.size, fontWeight: "bold", color: ink.strong, interval: 0 },
    },
    yAxis: namesAxis(
      rows.map((each) => each.label),
      label.width.heat,
    ),
    visualMap: {
      show: false,
      ...{ type: "continuous", dimension: 2, min: 0, max: 1 },
      inRange: { color: shareColours },
    },
    series: [
      {
        type: "heatmap",
        itemStyle: { borderColor: "#ffffff", borderWidth: 2 },
        label: { show: true, fontSize: 17 },
        data: rows.flatMap(({ cells }, y) =>
          cells.map(({ share, text }, x) => ({
            value: [x, y, share ?? 0],
            ...(share === null && { visualMap: false, itemStyle: { color: nothingToDo } }),
            label: { formatter: text, color: inkOn(share) },
          })),
        ),
      },
    ],
  };
}

function gridOf(panel: Panel, right: number): object {
  const rows = panel.kind === "bars" ? panel.bars.length : panel.rows.length;
  const { height, above } = row;
  return {
    ...{
      left: margin + label.width[panel.kind],
      right,
      top: above[panel.kind],
      height: rows * height,
    },
    outerBoundsMode: "none",
  };
}

function namesAxis(names: readonly string[], width: number): object {
  return {
    type: "category",
    ...{ data: names, inverse: true },
    ...{ axisLine: { show: false }, axisTick: { show: false } },
    axisLabel: {
      ...{ fontSize: label.size, color: ink.strong, interval: 0 },
      ...{ align: "left", margin: width },
    },
  };
}

function inkOn(share: number | null): string {
  if (share === null) return ink.soft;
  return share <= dark.until || share >= dark.from ? "#ffffff" : ink.strong;
}
