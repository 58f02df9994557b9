import type { Messages } from "../messages/catalogue.ts";
import { type Panel, type Picture, paginate } from "./picture.ts";
import type { Done, GroupProgress } from "./progress-facts.ts";
import { compareDone, shareOf } from "./share-of.ts";
import { shortName } from "./short-name.ts";

type HeatPanel = Extract<Panel, { kind: "heat" }>;

/**
 * How far each agency has come in each field, the slowest on top; empty in a stage in which nobody
 * has leaves to do.
 */
export function progressPictures(
  groups: readonly GroupProgress[],
  { picture: say }: Messages,
  now: string,
): readonly Picture[] {
  const shown = groups.filter(({ agencies }) => agencies.some(({ whole }) => whole.total > 0));
  const [first] = shown;
  if (!first) return [];
  return paginate(shown.map((group) => panelOf(group, say))).map((panels) => ({
    title: say.progressTitle(first.stage),
    lines: [first.roundTitle, say.counted(now), say.progressKey(first.stage)],
    warnings: say.warnings(first),
    standing: null,
    alt: say.progressAlt({
      roundTitle: first.roundTitle,
      last: panels.flatMap((panel) => (panel as HeatPanel).rows.slice(0, 1).map(altOf)),
      agencies: panels.reduce((sum, panel) => sum + (panel as HeatPanel).rows.length, 0),
    }),
    panels,
  }));
}

function panelOf({ group, fields, agencies }: GroupProgress, say: Messages["picture"]): HeatPanel {
  const cellOf = (done: Done) => ({
    text: say.cell(done),
    share: done.total === 0 ? null : shareOf(done),
  });
  // Fields in which nobody has anything to do, as those of the survey, would only take room.
  const shown = fields.flatMap((field, at) =>
    agencies.some((agency) => (agency.fields[at]?.total ?? 0) > 0) ? [{ ...field, at }] : [],
  );
  const nothing = { done: 0, total: 0 };
  return {
    kind: "heat",
    title: say.group({ group, agencies: agencies.length }),
    columns: [...shown.map(({ code }) => code), say.whole()],
    notes: shown.map((field) => say.field(field)),
    rows: agencies
      .toSorted((one, other) => compareDone(one.whole, other.whole))
      .map((agency) => ({
        label: shortName(agency.name),
        cells: [...shown.map(({ at }) => agency.fields[at] ?? nothing), agency.whole].map(cellOf),
      })),
  };
}

function altOf({ label, cells }: HeatPanel["rows"][number]): string {
  return `${label} ${cells.at(-1)?.text ?? ""}`;
}
