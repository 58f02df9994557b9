import type { Calendar } from "../../round/calendar.ts";
import type { Phase } from "../../round/round.ts";
import { keyOf } from "../choice-keys.ts";
import type { RankingFacts } from "../facts.ts";
import type { Messages } from "../messages/catalogue.ts";
import type { Reply } from "../turn.ts";
import type { Picture } from "./picture.ts";
import type { GroupProgress } from "./progress-facts.ts";
import { progressPictures } from "./progress-pictures.ts";
import { rankingPictures } from "./ranking-pictures.ts";
import { type FieldSpread, summariseGroups } from "./round-summary.ts";

/** The figures of a round that a summary tells. */
export interface SummaryFigures {
  readonly rankings: readonly RankingFacts[];
  readonly progress: readonly GroupProgress[];
  readonly fieldSpreads: readonly FieldSpread[];
}

/** A summary as it is sent by itself: the words, then the pictures with a line under each. */
export interface SummaryLetter {
  readonly reply: Reply;
  readonly pictures: readonly { readonly caption: string; readonly picture: Picture }[];
}

/** Writes the summary of a round; null when there is no round to tell of. */
export function summaryLetter(
  { rankings, progress, fieldSpreads }: SummaryFigures,
  say: Messages,
  at: { readonly phase: Phase | null; readonly calendar: Calendar; readonly now: string },
): SummaryLetter | null {
  const { phase, calendar, now } = at;
  const [first] = rankings;
  if (!first) return null;
  const groups = summariseGroups(rankings, progress, fieldSpreads);
  const window = phase === null ? (progress[0]?.window ?? null) : null;
  const text = say.overview.summary({ round: first, window, groups, calendar, now });
  const choices = [
    [
      { key: keyOf("ranking"), label: say.buttons.ranking() },
      { key: keyOf("laggards"), label: say.overview.laggardsButton() },
    ],
  ];
  const pictures = [...rankingPictures(rankings, say), ...progressPictures(progress, say, now)];
  return {
    reply: { title: say.overview.pushedTitle(phase), text, choices },
    pictures: pictures.map((picture) => ({ caption: captionOf(picture), picture })),
  };
}

function captionOf({ title, panels, standing, warnings }: Picture): string {
  const what = `${title}: ${panels.map((panel) => panel.title).join("; ")}.`;
  return [...warnings, standing ? `${what} ${standing.text}.` : what].join("\n");
}

/**
 * The figures as one text that is the same as long as nothing has changed but the time they were
 * taken at.
 */
export function fingerprintOf({ rankings, progress }: SummaryFigures): string {
  return JSON.stringify([
    rankings.map(({ group, roundTitle, stage, official, rows }) => [
      ...[group, roundTitle, stage, official ?? null],
      rows.map(({ rank, agencyCode, index, band }) => [rank, agencyCode, index, band]),
    ]),
    progress.map(({ group, stage, agencies }) => [
      ...[group, stage],
      agencies.map(({ code, standing, whole, fields }) => [code, standing, whole, fields]),
    ]),
  ]);
}
