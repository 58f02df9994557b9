import { type Phase, stagePhases } from "./round.ts";
import type { RoundCourse } from "./course.ts";
import type { RoundRefusal } from "./round-refusal.ts";

/** What a step may need, by name. */
export type Check =
  | "legalBasis"
  | "frozenSchemes"
  | "agencies"
  | "phasesInOrder"
  | "beginsLater"
  | "freeSubstitute"
  | "appraisers"
  | "selfScoringOpened"
  | "phaseClosed"
  | "resultsComputed"
  | "agendaDecided"
  | "closingDecision"
  | "approval"
  | "notFinal"
  | "reason";

interface Facts {
  readonly course: RoundCourse;
  readonly now: string;
  readonly reason: string | null;
}

type Judge = (facts: Facts) => readonly RoundRefusal[];

/** How each check is made: what is against it, empty when it holds. */
export const checks: Readonly<Record<Check, Judge>> = {
  legalBasis: ({ course }) => (course.basis.length > 0 ? [] : [{ code: "noLegalBasis" }]),
  frozenSchemes: ({ course: { groups } }) =>
    groups.length === 0
      ? [{ code: "noGroup" }]
      : groups
          .filter(({ isFrozen }) => !isFrozen)
          .map(({ group, scheme }) => ({ code: "schemeNotFrozen", group, scheme })),
  agencies: ({ course: { groups } }) =>
    groups
      .filter(({ agencies }) => agencies === 0)
      .map(({ group }) => ({ code: "noAgency", group })),
  phasesInOrder: ({ course }) => phasesOutOfOrder(course.phases),
  beginsLater({ course, now }) {
    const window = course.phases.selfScoring;
    if (!window || Date.parse(now) < Date.parse(window.closesAt)) return [];
    return [{ code: "beginsInThePast", phase: "selfScoring", closesAt: window.closesAt }];
  },
  freeSubstitute({ course }) {
    const agencies = withoutSubstitute(course);
    return agencies.length > 0 ? [{ code: "noSubstitute", agencies }] : [];
  },
  appraisers: ({ course: { unappraised } }) =>
    unappraised.length > 0 ? [{ code: "nobodyAppraises", leaves: unappraised }] : [],
  selfScoringOpened({ course, now }) {
    const window = course.phases.selfScoring;
    if (!window) return [{ code: "phaseMissing", phase: "selfScoring" }];
    const isOpen = Date.parse(now) >= Date.parse(window.opensAt);
    return isOpen ? [] : [{ code: "notYetOpen", phase: "selfScoring", opensAt: window.opensAt }];
  },
  phaseClosed({ course, now }) {
    const phase = stagePhases.find((each) => each === course.stage);
    if (!phase) return [];
    const window = course.phases[phase];
    if (!window) return [{ code: "phaseMissing", phase }];
    const isClosed = Date.parse(now) >= Date.parse(window.closesAt);
    return isClosed ? [] : [{ code: "notYetClosed", phase, closesAt: window.closesAt }];
  },
  resultsComputed({ course }) {
    const groups = course.groups.filter(({ isComputed }) => !isComputed).map(({ group }) => group);
    return groups.length > 0 ? [{ code: "notComputed", groups }] : [];
  },
  agendaDecided: ({ course: { council } }) =>
    council.undecided === 0 ? [] : [{ code: "agendaUndecided", undecided: council.undecided }],
  closingDecision: ({ course: { council } }) =>
    council.closingHash === null ? [{ code: "noClosingDecision" }] : [],
  approval: ({ course }) => (course.approval === null ? [{ code: "noApproval" }] : []),
  notFinal: ({ course: { approval, council } }) =>
    approval === null || council.closingHash === null ? [] : [{ code: "alreadyFinal", approval }],
  reason: ({ reason }) => (reason === null || reason.trim() === "" ? [{ code: "noReason" }] : []),
};

/**
 * What is wrong with the order of phases: each is there, closes after it opens, and none overlap.
 * The survey's, where there is one, ends before figures are put together.
 */
export function phasesOutOfOrder(laid: RoundCourse["phases"]): readonly RoundRefusal[] {
  let before: { readonly phase: Phase; readonly closesAt: string } | null = null;
  const wrong: RoundRefusal[] = [];
  for (const phase of stagePhases) {
    const window = laid[phase];
    if (!window) {
      wrong.push({ code: "phaseMissing", phase });
      continue;
    }
    const [opens, closes] = [Date.parse(window.opensAt), Date.parse(window.closesAt)];
    if (closes <= opens) wrong.push({ code: "phaseOrder", phase, before: null });
    if (before && opens < Date.parse(before.closesAt)) {
      wrong.push({ code: "phaseOrder", phase, before: before.phase });
    }
    before = { phase, closesAt: window.closesAt };
  }
  return [...wrong, ...surveyOutOfPlace(laid)];
}

function surveyOutOfPlace({
  survey,
  secondAppraisal,
}: RoundCourse["phases"]): readonly RoundRefusal[] {
  if (!survey) return [];
  const { opensAt, closesAt: until } = survey;
  const closesAt = secondAppraisal?.closesAt ?? until;
  return [
    ...(Date.parse(until) <= Date.parse(opensAt)
      ? [{ code: "phaseOrder", phase: "survey", before: null } as const]
      : []),
    ...(Date.parse(until) > Date.parse(closesAt)
      ? [{ code: "beyondRound", until, closesAt } as const]
      : []),
  ];
}

/** Agencies that no substitute from elsewhere could appraise. */
export function withoutSubstitute({
  agencyCodes,
  substitutes,
}: Pick<RoundCourse, "agencyCodes" | "substitutes">): readonly string[] {
  return agencyCodes.filter((code) => substitutes.every(({ agencyCode }) => agencyCode === code));
}
