import type { NamedKind } from "../../../audit/entry-kinds.ts";
import type { Role } from "../../../access/actor.ts";
import { assertNever } from "../../../result.ts";
import type { Leaf } from "../../../scheme/scheme.ts";
import type { LeafChange } from "../../effect.ts";
import type { AgencyOrigin, HistoryAct, HistoryEntry } from "../../history/history-facts.ts";
import type { HistoryMessages } from "../catalogue/history.ts";
import { clipped, dayText, quoted } from "../local-time.ts";
import { decisionEn } from "./agency-notice.ts";
import { answerEn } from "./answer.ts";
import { contentEn } from "./leaf.ts";
import { marksEn, instantEn, pointsEn } from "./words.ts";

/** A leaf's history, in English. */
export const historyEn: HistoryMessages = {
  title: ({ code, name }) => `History of ${code}. ${clipped(name, 120)}`,
  page: ({ agencyName, origins, leaf, removedAt, entries, page, pages, hidden, ...marks }) =>
    [
      ...marksEn(marks),
      [
        `${agencyName}${pages > 1 ? `, page ${page} of ${pages}` : ""}`,
        ...origins.map(originEn),
        ...(removedAt === null ? [] : [removedEn(removedAt)]),
      ].join("\n"),
      ...(entries.length === 0
        ? ["Nothing has been stored yet."]
        : entries.map((each) => entryEn(leaf, each))),
      ...(hidden > 0 ? [`Not open at this stage: ${hidden} more.`] : []),
    ].join("\n\n"),
  whichCode: () => "Please add the code of a criterion, for example: /history 2.1.3.",
  notAllowed: () =>
    "You can see the history of your own agency only, or of the fields you appraise once appraisal has begun.",
  older: () => "◀ Older",
  newer: () => "Newer ▶",
};

function removedEn(at: string): string {
  return `Not in the scheme any more since ${instantEn(at)}; what was stored is kept for reference.`;
}

function originEn({ kind, name, decision }: AgencyOrigin): string {
  const day = dayText(decision.date);
  const words = {
    renamed: `Until ${day}: ${name}`,
    merged: `Since ${day} with ${name} merged into it`,
    ended: `Since ${day} part of ${name}`,
  };
  return `${words[kind]} (${decisionEn(decision)}).`;
}

function entryEn(leaf: Leaf, entry: HistoryEntry): string {
  const { at, by, role, inPlaceOf, receipt, predecessor } = entry;
  const of = predecessor === null ? "" : `[${predecessor}] `;
  const name = by === "" ? "The system" : by;
  const who = role === null ? name : `${name} (${roleNames[role]})`;
  const acting = inPlaceOf === null ? "" : `, in place of ${inPlaceOf}`;
  const proof = receipt === null ? "" : ` Receipt ${receipt}.`;
  return `• ${of}${instantEn(at)}, ${who}${acting}: ${actEn(leaf, entry.act)}.${proof}`;
}

function actEn(leaf: Leaf, act: HistoryAct): string {
  switch (act.kind) {
    case "content":
      return contentActEn(leaf, act);
    case "evidence":
      return evidenceEn(act);
    case "value":
      return valueEn(leaf, act);
    case "carried":
      return carriedEn(leaf, act);
    case "given":
      return givenEn(leaf, act);
    case "other":
      return (
        (namedActs as Readonly<Record<string, string>>)[act.name] ??
        `another step (${clipped(act.name, 40)})`
      );
    default:
      return assertNever(act);
  }
}

function contentActEn(
  leaf: Leaf,
  { change, content }: Extract<HistoryAct, { readonly kind: "content" }>,
): string {
  if (change === "explanation") {
    return content.explanation === null
      ? "removed the explanation"
      : `explained “${quoted(content.explanation, 200)}”`;
  }
  return `${changeWords[change]} ${contentEn(leaf, content)}`;
}

const changeWords: Readonly<Record<Exclude<LeafChange, "explanation">, string>> = {
  answer: "self-score:",
  notApplicable: "stored:",
  undo: "undone, back to:",
};

function carriedEn(
  leaf: Leaf,
  { content, from, decision, evidence }: Extract<HistoryAct, { readonly kind: "carried" }>,
): string {
  const what = content === null ? "figures given" : contentEn(leaf, content);
  const proof = evidence === 0 ? "" : `, with ${evidence} pieces of evidence`;
  const explanation = content?.explanation ?? null;
  const words = explanation === null ? "" : `, explained “${quoted(explanation, 200)}”`;
  return `taken over: ${what}${proof}${words}; merged from ${from}, ${decisionEn(decision)}`;
}

function givenEn(
  leaf: Leaf,
  { sort, isRemoved, answer, reason }: Extract<HistoryAct, { readonly kind: "given" }>,
): string {
  const what = (isRemoved ? givenAway : givenNames)[sort];
  const figure = answer === null ? "" : `: ${answerEn(leaf, answer)}`;
  const why = reason === null ? "" : `; because: ${quoted(reason, 200)}`;
  return `${what}${figure}${why}`;
}

const givenNames = {
  external: "stored the external figure",
  survey: "stored the ballots of the survey",
  notApplicable: "declared it not applicable",
} as const;

const givenAway = {
  external: "removed the external figure",
  survey: "removed the ballots of the survey",
  notApplicable: "took back that it is not applicable",
} as const;

function evidenceEn(act: Extract<HistoryAct, { readonly kind: "evidence" }>): string {
  const { isWithdrawn, fileName, document, place, reason } = act;
  const name =
    document === null
      ? `“${clipped(fileName ?? "file", 120)}”`
      : `${document.number} of ${dayText(document.date)} by ${document.issuer}`;
  if (isWithdrawn) {
    return `withdrew ${name}${reason === null ? "" : `, because: ${quoted(reason, 160)}`}`;
  }
  return `named as evidence ${name}${place === null ? "" : `, ${clipped(place, 100)}`}`;
}

function valueEn(leaf: Leaf, act: Extract<HistoryAct, { readonly kind: "value" }>): string {
  const { step, verdict, answer, points, notApplicable, reason } = act;
  const worth = points === null ? "points computed later" : pointsEn(points);
  const facts = answer === null ? "" : `${answerEn(leaf, answer)}, `;
  const value = notApplicable === null ? `${facts}${worth}` : "not applicable";
  const why = reason === null ? "" : `; because: ${quoted(reason, 200)}`;
  return `${stepNames[step]} ${verdictWords[verdict]}: ${value}${why}`;
}

/** Acts that are told by their name alone. */
const namedActs: Readonly<Record<NamedKind, string>> = {
  round: "drafted the round",
  stage: "moved the round to another stage",
  phase: "moved the end of a phase",
  extension: "gave the agency more time",
  reopening: "reopened it",
  schemeChange: "the scheme changed in mid-round; the answer before it stands above",
  schemeUndo: "the change of the scheme was taken back",
  renamed: "renamed the agency",
  merger: "had another agency merged into it",
  merged: "merged into another agency",
  submit: "handed the self-score up to be signed",
  return: "the leader gave the self-score back",
  returned: "the leader gave the criterion back to be completed",
  returnAnswer: "answered the leader's comment",
  signOff: "signed the self-score",
  signOffVoided: "the signature became void: something changed or was given back",
  delegate: "delegated signing",
  revokeDelegation: "ended a delegation of signing",
  reminderPlan: "set the plan of reminders",
  ladderStop: "stopped telling those above of an agency",
  ladderResume: "let those above be told again",
  factorReset: "reset a second factor",
  assignment: "assigned appraisal",
  appraisalSettings: "set blind appraisal and substitutes",
  secondValue: "second, blind appraisal",
  explanationRequest: "asked the agency to explain",
  bulkAgreement: "agreed in bulk at appraisal",
  appeal: "explained the appraised value",
  appealAccepted: "took the appraised value, no explanation",
  appealWithdrawal: "withdrew the explanation",
  appealSubmit: "handed explanations up to be signed",
  appealSign: "signed explanations",
  appealReturn: "the leader gave the explanation back",
  meeting: "opened the council's meeting",
  agenda: "made the agenda",
  motion: "put a motion",
  ballot: "put an item to the vote",
  vote: "voted",
  interest: "declared an interest",
  decision: "recorded the council's decision",
  struck: "struck out a declaration",
  closing: "the council's closing decision",
  respondentsAdded: "added people to the list for the survey",
  respondentRemoved: "took a person off the list for the survey",
  declared:
    "stored or changed a declaration of the province (not applicable, bonus, penalty, knock-out)",
  closingVoid: "the closing decision became void",
  approval: "approved the results",
};

const stepNames = {
  appraised: "first appraisal,",
  explained: "second appraisal,",
  council: "by the council's conclusion,",
} as const;

const verdictWords = {
  agreed: "agreed",
  corrected: "facts corrected",
  set: "points set",
} as const;

const roleNames: Readonly<Record<Role, string>> = {
  officer: "officer",
  leader: "agency leader",
  appraiser: "appraiser",
  coordinator: "coordinator",
  headAppraiser: "head of appraisal",
  councilMember: "council member",
  councilChair: "council chair",
  councilSecretary: "council secretary",
  surveyClerk: "survey clerk",
  finance: "finance officer",
  official: "provincial leader",
  inspector: "inspector",
  admin: "administrator",
};
