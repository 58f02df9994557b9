import type { AskedOfGroup } from "../../core/round/asked-respondents.ts";
import type { LegalBasis } from "../../core/round/course.ts";
import type { Phase, Stage } from "../../core/round/round.ts";
import type { RoundPlan } from "./round-rows.ts";
import { partIn2024, partIn2025 } from "./scenario.ts";

/** When agencies supply the people who may be asked, and whom. */
interface DemoSurvey {
  readonly opensAt: Date;
  readonly closesAt: Date;
  readonly asked: readonly AskedOfGroup[];
}

const asked: readonly AskedOfGroup[] = [
  { group: "so", kind: "cbcc", name: "Công chức, viên chức của cơ quan", wanted: 15 },
  { group: "so", kind: "ldp", name: "Lãnh đạo phòng và tương đương", wanted: 5 },
];

/** A round of the demo province. */
export interface DemoRound {
  readonly code: string;
  readonly title: string;
  readonly year: number;
  readonly stage: Stage;
  readonly basis: LegalBasis;
  readonly opensAt: Date;
  readonly closesAt: Date;
  /** The phases after self-scoring, in order: each opens when the one before has closed. */
  readonly laterPhases: readonly { readonly phase: Phase; readonly closesAt: Date }[];
  /** Beside them; null for a round without a list for the survey. */
  readonly survey: DemoSurvey | null;
  readonly partOf: RoundPlan["partOf"];
}

const dayMs = 86_400_000;

/** The finished round of 2024, and that of 2025, opened two weeks before `now` and open three more. */
export function demoRounds(now: Date): readonly DemoRound[] {
  return [
    {
      code: "2024",
      title: "Đánh giá, xếp hạng Chỉ số cải cách hành chính năm 2024 (DEMO)",
      year: 2024,
      stage: "published",
      basis: planOf("212/KH-UBND", "2024-11-20", 2024),
      opensAt: new Date("2024-12-02T01:00:00Z"),
      closesAt: new Date("2025-01-10T10:00:00Z"),
      laterPhases: laterPhases([
        new Date("2025-02-14T10:00:00Z"),
        new Date("2025-02-21T10:00:00Z"),
        new Date("2025-03-07T10:00:00Z"),
        new Date("2025-03-21T10:00:00Z"),
      ]),
      survey: null,
      partOf: (agency, _place, random) => partIn2024(agency, random),
    },
    {
      code: "2025",
      title: "Đánh giá, xếp hạng Chỉ số cải cách hành chính năm 2025 (DEMO)",
      year: 2025,
      stage: "selfScoring",
      basis: planOf("307/KH-UBND", "2025-11-17", 2025),
      opensAt: atHour(now, -14, 1),
      closesAt: atHour(now, 21, 10),
      laterPhases: laterPhases([42, 49, 58, 65].map((days) => atHour(now, days, 10))),
      survey: { opensAt: atHour(now, -14, 1), closesAt: atHour(now, 28, 10), asked },
      partOf: partIn2025,
    },
  ];
}

function planOf(number: string, date: string, year: number): LegalBasis {
  const title = `Kế hoạch xác định Chỉ số cải cách hành chính năm ${String(year)} (DEMO)`;
  return { number, date, title };
}

function laterPhases(closings: readonly Date[]): DemoRound["laterPhases"] {
  const later: readonly Phase[] = ["appraisal", "explaining", "secondAppraisal", "council"];
  return later.flatMap((phase, at) => {
    const closesAt = closings[at];
    return closesAt ? [{ phase, closesAt }] : [];
  });
}

/** So many days from `now`, at an hour of that day in UTC; 10 is five in the afternoon in Viet Nam. */
function atHour(now: Date, days: number, hour: number): Date {
  const midnight = Math.floor(now.getTime() / dayMs) * dayMs;
  return new Date(midnight + days * dayMs + hour * 3_600_000);
}
