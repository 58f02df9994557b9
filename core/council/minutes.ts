import type { ApprovalFacts, ClosingFacts, CouncilFacts, CouncilItem } from "./council.ts";
import { type Tally, type VoteOutcome } from "./outcome.ts";
import { resultOf } from "./voting.ts";

/** How a member took part: at the meeting, only in writing, or not at all. */
export type Attendance = "present" | "written" | "absent";

/** The minutes of a council as data. */
export interface Minutes {
  readonly round: {
    readonly code: string;
    readonly title: string;
    readonly isDemo: boolean;
    readonly isTraining: boolean;
  };
  readonly opened: { readonly at: string; readonly by: string } | null;
  readonly members: readonly {
    readonly name: string;
    readonly agencyName: string;
    readonly isChair: boolean;
    readonly attendance: Attendance;
  }[];
  readonly items: readonly (Omit<CouncilItem, "id" | "version" | "value" | "ballot"> & {
    readonly tally: Tally;
    readonly outcome: VoteOutcome;
  })[];
  readonly closing: ClosingFacts | null;
  readonly approval: ApprovalFacts | null;
}

/** Puts down what the council did, item by item. */
export function minutesOf(facts: CouncilFacts): Minutes {
  const { round, meeting, members, items, closing, approval } = facts;
  return {
    round: {
      code: round.code,
      title: round.title,
      isDemo: round.isDemo,
      isTraining: round.isTraining,
    },
    opened: meeting,
    members: members.map(({ staffId, name, agencyName, isChair }) => ({
      ...{ name, agencyName, isChair, attendance: attendanceOf(items, staffId) },
    })),
    items: items.map((item) => {
      const now = resultOf(facts, item);
      const { number, source, agencies, code, proposal, motion, status } = item;
      const { votes, interests, isDeclaration, decision } = item;
      return {
        ...{ number, source, agencies, code, proposal, motion, status },
        ...{ votes, interests, isDeclaration, decision },
        tally: decision?.tally ?? now.tally,
        outcome: decision?.outcome ?? now.outcome,
      };
    }),
    ...{ closing, approval },
  };
}

function attendanceOf(items: readonly CouncilItem[], staffId: string): Attendance {
  const manners = items.flatMap(({ votes }) =>
    votes.filter(({ memberId }) => memberId === staffId).map(({ manner }) => manner),
  );
  if (manners.some((manner) => manner !== "written")) return "present";
  return manners.length > 0 ? "written" : "absent";
}
