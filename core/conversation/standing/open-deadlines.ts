import type { ScheduledDuty } from "../../reminders/due-reminders.ts";
import { isLate } from "../../reminders/time-left.ts";
import { type RoundFacts, type RoundMarks, phases } from "../../round/round.ts";
import type { NamedAlert } from "./alert.ts";

/** For how long after a deadline what is open is told as news, in ms. */
const newsMs = 86_400_000;

/** The phases that have just closed with work open, leaders' signatures not counted. */
export function openDeadlines(
  {
    round,
    duties,
  }: {
    readonly round: RoundMarks & Pick<RoundFacts, "id" | "title" | "phases">;
    readonly duties: readonly ScheduledDuty[];
  },
  now: string,
): readonly NamedAlert[] {
  return phases.flatMap((phase): readonly NamedAlert[] => {
    const deadline = round.phases[phase]?.closesAt;
    if (deadline === undefined || !isLate(deadline, now)) return [];
    if (Date.parse(now) - Date.parse(deadline) > newsMs) return [];
    const open = duties.filter(
      ({ duty, deadline: own }) =>
        duty.phase === phase &&
        duty.isOwed &&
        isLate(own, now) &&
        !duty.owes.kind.startsWith("sign"),
    );
    if (open.length === 0) return [];
    const names = open.map(({ duty }) =>
      duty.subject.includes("-") ? duty.subjectName : duty.subject,
    );
    const { title, isDemo, isTraining } = round;
    return [
      {
        key: `deadline/${round.id}/${phase}/${deadline}`,
        alert: {
          ...{ kind: "deadlineOpen", round: { title, isDemo, isTraining }, phase, deadline },
          open: names,
        },
      },
    ];
  });
}
