import { percentOf } from "../../overview/share-of.ts";
import { shortName } from "../../overview/short-name.ts";
import type { PictureMessages } from "../catalogue/picture.ts";
import { capitalised } from "../figure-text.ts";
import { dayText } from "../local-time.ts";
import { instantEn, marksEn, stageEn } from "./words.ts";

/** Words in and around the pictures, in English. */
export const pictureEn: PictureMessages = {
  warnings: marksEn,
  rankingTitle: () => "Ranking by the PAR index",
  standing: ({ stage, official }) => {
    const isOfficial = Boolean(official) || stage === "published" || stage === "archived";
    if (!isOfficial)
      return { text: "PROVISIONAL (tạm tính) – not the official result", isOfficial };
    return {
      text: official
        ? `OFFICIAL – decision ${official.number} of ${dayText(official.date)}`
        : "OFFICIAL",
      isOfficial,
    };
  },
  computed: ({ stage, computedAt, snapshot }) =>
    computedAt === null
      ? `Stage: ${stageEn(stage)}. Nothing computed yet.`
      : `Stage: ${stageEn(stage)}. Computed at ${instantEn(computedAt)}, snapshot ${snapshot ?? 0}.`,
  progressTitle: (stage) => `Progress of ${stageEn(stage)}`,
  counted: (now) => `As of ${instantEn(now)}.`,
  progressKey: (stage) =>
    `Percent of criteria ${doneWords[stage] ?? "done"}, by field; the slowest agency is on top.`,
  group: ({ group, agencies }) => `${capitalised(group)} (${agencies} agencies)`,
  bar: ({ rank, agencyName, index, band }) => ({
    label: `${rank === null ? "–" : `${rank}.`} ${shortName(agencyName)}`,
    text: index === null ? "none yet" : band === null ? index : `${index}  ${band}`,
  }),
  cell: (done) => (done.total === 0 ? "–" : `${percentOf(done)}%`),
  whole: () => "All",
  field: ({ code, name }) => `${code}: ${name}`,
  rankingAlt: ({ roundTitle, standing, first, agencies }) =>
    `Chart ranking ${agencies} agencies, ${roundTitle}, ${standing}. On top: ${first.join("; ")}. The whole list: /ranking.`,
  progressAlt: ({ roundTitle, last, agencies }) =>
    `Heat map of the progress of ${agencies} agencies by field, ${roundTitle}. On top: ${last.join("; ")}. The whole list: /laggards.`,
};

const doneWords: Readonly<Record<string, string>> = {
  selfScoring: "self-scored with evidence",
  appraisal: "appraised",
  explaining: "explained",
  secondAppraisal: "appraised again",
};
