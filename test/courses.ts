import type { AgencyCourse, RoundCourse } from "../core/round/course.ts";
import type { Stage } from "../core/round/round.ts";

/** A sound round of one group, in 2026; a test names only what it is about. */
export function aCourse(overrides: Partial<RoundCourse> = {}): RoundCourse {
  return {
    ...{ id: "round-2025", code: "2025", title: "Kỳ đánh giá Chỉ số CCHC năm 2025", year: 2025 },
    ...{ stage: "selfScoring", isDemo: false, isTraining: false },
    basis: [{ number: "307/KH-UBND", date: "2025-11-17", title: "Kế hoạch xác định Chỉ số CCHC" }],
    phases: {
      selfScoring: { opensAt: "2026-01-05T01:00:00.000Z", closesAt: "2026-01-30T10:00:00.000Z" },
      appraisal: { opensAt: "2026-01-30T10:00:00.000Z", closesAt: "2026-02-27T10:00:00.000Z" },
      explaining: { opensAt: "2026-03-02T01:00:00.000Z", closesAt: "2026-03-06T10:00:00.000Z" },
      secondAppraisal: {
        ...{ opensAt: "2026-03-06T10:00:00.000Z", closesAt: "2026-03-13T10:00:00.000Z" },
      },
      council: { opensAt: "2026-03-16T01:00:00.000Z", closesAt: "2026-03-27T10:00:00.000Z" },
    },
    groups: [aGroupCourse()],
    agencyCodes: ["SNV", "STP"],
    substitutes: [
      { name: "Phạm Văn Đức", agencyCode: "SNV" },
      { name: "Đỗ Thị Hoa", agencyCode: "TTT" },
    ],
    unappraised: [],
    council: { undecided: null, closingHash: null },
    approval: null,
    ...overrides,
  };
}

/** The group of `aCourse`. */
export function aGroupCourse(
  overrides: Partial<RoundCourse["groups"][number]> = {},
): RoundCourse["groups"][number] {
  return {
    ...{ group: "so", scheme: "so-2025", version: 1, hash: "0123456789abcdef", isFrozen: true },
    ...{ agencies: 2, submitted: 1, answered: 90, toAnswer: 136, isComputed: true },
    ...overrides,
  };
}

/** A course in which every check of every step holds. */
export function aReadyCourse(stage: Stage): RoundCourse {
  const council = { undecided: 0, closingHash: "f00d" };
  const survey = { opensAt: "2026-01-02T01:00:00.000Z", closesAt: "2026-02-20T10:00:00.000Z" };
  const phases = { ...aCourse().phases, survey };
  return aCourse({ stage, council, phases, approval: "12/QĐ-UBND" });
}

/** An agency of `aCourse`, not yet handed in. */
export function anAgencyCourse(overrides: Partial<AgencyCourse> = {}): AgencyCourse {
  return {
    ...{ id: "agency-2", code: "STP", name: "Sở Tư pháp", isSubmitted: false, exceptions: [] },
    ownLeaves: ["1.1.1", "1.1.2", "2.1.3"],
    ...overrides,
  };
}
