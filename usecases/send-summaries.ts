import type { Language } from "../core/conversation/messages/catalogue.ts";
import { messagesIn } from "../core/conversation/messages/messages-in.ts";
import {
  type SummaryFigures,
  fingerprintOf,
  summaryLetter,
} from "../core/conversation/overview/summary-letter.ts";
import { type SummaryOccasion, dueSummaries } from "../core/reminders/summary-plan.ts";
import type { Clock } from "./ports.ts";
import type {
  DrawPicture,
  DrawnLetter,
  SettledOccasion,
  SummarisedRound,
  SummaryStore,
} from "./summary-ports.ts";

/** What sending summaries needs from the outside. */
export interface SendSummariesDependencies {
  readonly summaries: SummaryStore;
  readonly draw: DrawPicture;
  readonly clock: Clock;
}

/**
 * Sends officials the summaries that are due; one that would tell nothing new is settled without a
 * message, and of several that are due at once only the first is sent. The end of a phase is told
 * once its results are computed. Several workers at once have one effect.
 *
 * @returns How many summaries were sent here.
 */
export async function sendSummaries(deps: SendSummariesDependencies): Promise<number> {
  const { summaries, clock } = deps;
  const now = clock.now().toISOString();
  const round = await summaries.round();
  if (!round) return 0;
  const due = dueSummaries({ ...round, now });
  // What counts of an answer changes with the end of a phase: the figures before it are not its own.
  const isOfPhase = due.some(({ phase }) => phase !== null);
  if (isOfPhase && (await summaries.isPending(round.id, now))) return 0;
  let sent = 0;
  for (const occasion of due) {
    const figures = await summaries.figures(occasion.phase);
    if (figures.rankings.length === 0) continue;
    const outcome = await outcomeFor(deps, round, { figures, isSecond: sent > 0 });
    const letters = outcome === "sent" ? await draw(deps, round, { figures, occasion, now }) : none;
    const fingerprint = fingerprintOf(figures);
    const settled = { roundId: round.id, occasion: occasion.key, outcome, fingerprint, now };
    const isMine = await summaries.settle({ ...settled, letters });
    if (isMine && outcome === "sent") sent += 1;
  }
  return sent;
}

const none: ReadonlyMap<Language, DrawnLetter> = new Map();

async function outcomeFor(
  { summaries }: SendSummariesDependencies,
  { id, languages }: SummarisedRound,
  { figures, isSecond }: { readonly figures: SummaryFigures; readonly isSecond: boolean },
): Promise<SettledOccasion["outcome"]> {
  if (languages.length === 0) return "nobody";
  if (isSecond) return "beside";
  return (await summaries.isTold(id, fingerprintOf(figures))) ? "unchanged" : "sent";
}

async function draw(
  deps: SendSummariesDependencies,
  { languages, calendar }: SummarisedRound,
  told: {
    readonly figures: SummaryFigures;
    readonly occasion: SummaryOccasion;
    readonly now: string;
  },
): Promise<ReadonlyMap<Language, DrawnLetter>> {
  const { figures, occasion, now } = told;
  const letters = new Map<Language, DrawnLetter>();
  for (const language of languages) {
    const at = { phase: occasion.phase, calendar, now };
    const letter = summaryLetter(figures, messagesIn(language), at);
    if (!letter) continue;
    const pictures: DrawnLetter["pictures"][number][] = [];
    for (const { caption, picture } of letter.pictures) {
      pictures.push({ ...(await deps.draw(picture)), caption, label: picture.alt });
    }
    letters.set(language, { reply: letter.reply, pictures });
  }
  return letters;
}
