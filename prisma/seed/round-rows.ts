import type { AgencyRecord } from "../../core/access/people.ts";
import type { Calendar } from "../../core/round/calendar.ts";
import type { Answer } from "../../core/scoring/answer.ts";
import type { CompiledScheme } from "../../core/scoring/compile-scheme.ts";
import { checkAnswer } from "../../core/scoring/score-leaf.ts";
import { draftRows, type DraftRows } from "./draft-rows.ts";
import { inventAnswer, inventTallies, mostFor, type Teller } from "./invent-answer.ts";
import type { Random } from "./random.ts";
import type {
  DeclarationRow,
  EntryRow,
  ExceptionRow,
  GivenAnswerRow,
  RoundAgencyRow,
  RoundRows,
} from "./rows.ts";
import { declared, type Part } from "./scenario.ts";

/** A round that is to be filled. */
export interface RoundPlan {
  readonly id: string;
  readonly code: string;
  readonly opensAt: Date;
  readonly closesAt: Date;
  /** Nothing happened after this instant. */
  readonly now: Date;
  readonly agencies: readonly AgencyRecord[];
  readonly schemes: ReadonlyMap<string, CompiledScheme>;
  readonly calendar: Calendar;
  readonly partOf: (agency: AgencyRecord, place: number, random: Random) => Part;
  readonly people: DemoPeople;
}

/** Ids of agencies and of the people in them. */
export interface DemoPeople {
  readonly agencyId: (code: string) => string;
  readonly officers: (agencyCode: string) => readonly [string, ...string[]];
  readonly coordinatorId: string;
}

interface Filled {
  readonly given: readonly GivenAnswerRow[];
  readonly draft: DraftRows;
}

/** Works out every row of a round, the agencies in their order. */
export function roundRows(plan: RoundPlan, random: Random): RoundRows {
  const filled = new Map<string, Filled>();
  const roundAgencies: RoundAgencyRow[] = [];
  const exceptions: ExceptionRow[] = [];
  const submissions: EntryRow[] = [];
  const declarations = plan.agencies.flatMap((agency) => declarationsFor(plan, agency.code));
  const placeInGroup = placesInGroups(plan.agencies);
  for (const agency of plan.agencies) {
    const part = plan.partOf(agency, placeInGroup.get(agency.code) ?? 0, random);
    const work = fill(plan, { agency, part, like: filled.get(part.ties ?? "") }, random);
    filled.set(agency.code, work);
    const { row, entry } = partRows(plan, agency, { part, draft: work.draft }, random);
    roundAgencies.push(row);
    exceptions.push(...extensionOf(plan, agency, part));
    submissions.push(...entry);
  }
  const all = [...filled.values()];
  const history = [...all.flatMap(({ draft }) => draft.entries), ...submissions];
  return {
    ...{ roundAgencies, exceptions, declarations },
    givenAnswers: all.flatMap(({ given }) => given),
    leafStates: all.flatMap(({ draft }) => draft.leafStates),
    evidence: all.flatMap(({ draft }) => draft.evidence),
    entries: history.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)),
  };
}

function placesInGroups(agencies: readonly AgencyRecord[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  return new Map(
    agencies.map(({ code, group }) => {
      const place = counts.get(group) ?? 0;
      counts.set(group, place + 1);
      return [code, place];
    }),
  );
}

function declarationsFor(plan: RoundPlan, code: string): readonly DeclarationRow[] {
  return (declared[plan.code]?.[code] ?? []).map((each) => ({
    round_id: plan.id,
    agency_id: plan.people.agencyId(code),
    declared_by: plan.people.coordinatorId,
    ...each,
  }));
}

interface AgencyPart {
  readonly agency: AgencyRecord;
  readonly part: Part;
  readonly like: Filled | undefined;
}

function fill(plan: RoundPlan, { agency, part, like }: AgencyPart, random: Random): Filled {
  const compiled = plan.schemes.get(agency.group);
  if (compiled === undefined) throw new RangeError(`no scheme for ${agency.group}`);
  const agencyId = plan.people.agencyId(agency.code);
  const leftOut = leftOutOf(plan, agency.code, compiled);
  const given = like
    ? like.given.map((row) => ({ ...row, agency_id: agencyId }))
    : part.hasGiven
      ? givenRows(plan, { agencyId, compiled, leftOut, quality: part.quality }, random)
      : [];
  const draft = draftRows(
    {
      ...{ roundId: plan.id, agencyId, agency, compiled, calendar: plan.calendar },
      ...{ profile: part, leftOut, officers: plan.people.officers(agency.code) },
      ...{ from: plan.opensAt, to: lastWork(plan) },
      ...(like ? { like: like.draft.answers } : {}),
    },
    random,
  );
  return { given, draft };
}

const dayMs = 86_400_000;

/** Work ends a day before the closing, or before now. */
function lastWork({ closesAt, now }: RoundPlan): Date {
  return new Date(Math.min(closesAt.getTime(), now.getTime()) - dayMs);
}

function leftOutOf(plan: RoundPlan, code: string, compiled: CompiledScheme): ReadonlySet<string> {
  const nodes = declarationsFor(plan, code)
    .filter(({ kind }) => kind === "notApplicable")
    .map((each) => compiled.nodeByCode.get(each.code));
  return new Set(
    nodes.flatMap((node) =>
      node ? compiled.leaves.slice(node.from, node.to).map(({ leaf }) => leaf.code) : [],
    ),
  );
}

interface GivenPlan {
  readonly agencyId: string;
  readonly compiled: CompiledScheme;
  readonly leftOut: ReadonlySet<string>;
  readonly quality: number;
}

function givenRows(
  plan: RoundPlan,
  { agencyId, compiled, leftOut, quality }: GivenPlan,
  random: Random,
): readonly GivenAnswerRow[] {
  return compiled.leaves.flatMap((each): readonly GivenAnswerRow[] => {
    const { leaf } = each;
    if (leaf.source === "self" || leftOut.has(leaf.code)) return [];
    const teller: Teller = { random, quality, most: mostFor(leaf), max: Number(leaf.max) };
    const body =
      leaf.rule.kind === "survey"
        ? tallies(compiled, leaf.rule.questions, teller)
        : checked(checkAnswer(each, inventAnswer(leaf.rule, teller)));
    const given_at = new Date(lastWork(plan).getTime() - dayMs).toISOString();
    return [
      {
        ...{ round_id: plan.id, agency_id: agencyId, code: leaf.code },
        ...{ source: leaf.source, body, given_at },
      },
    ];
  });
}

function tallies(
  { scheme }: CompiledScheme,
  questions: readonly string[],
  teller: Teller,
): unknown {
  if (!scheme.survey) throw new RangeError("a survey leaf without a survey");
  return inventTallies(questions, scheme.survey, teller);
}

function checked(answer: ReturnType<typeof checkAnswer>): Answer {
  if (!answer.ok) throw new RangeError(JSON.stringify(answer.error));
  return answer.value;
}

function partRows(
  plan: RoundPlan,
  agency: AgencyRecord,
  { part, draft }: { readonly part: Part; readonly draft: DraftRows },
  random: Random,
): { readonly row: RoundAgencyRow; readonly entry: readonly EntryRow[] } {
  const key = { round_id: plan.id, agency_id: plan.people.agencyId(agency.code) };
  const row = { ...key, group_code: agency.group };
  const { draftVersion } = draft;
  if (!part.isSubmitted) {
    const open = { draft_version: draftVersion, submitted_at: null, submitted_by: null };
    return { row: { ...row, ...open }, entry: [] };
  }
  const author = plan.people.officers(agency.code)[0];
  const at = submissionInstant(plan, part, random).toISOString();
  const submitted = { draft_version: draftVersion + 1, submitted_at: at, submitted_by: author };
  const entry: EntryRow = {
    ...{ ...key, code: null, kind: "submit", body: { draftVersion } },
    ...{ author_id: author, role: "officer", receipt: random.receipt(), at },
  };
  return { row: { ...row, ...submitted }, entry: [entry] };
}

function extensionOf(
  plan: RoundPlan,
  agency: AgencyRecord,
  { extensionDays }: Part,
): readonly ExceptionRow[] {
  if (extensionDays === undefined) return [];
  const { closesAt, people } = plan;
  return [
    {
      ...{ round_id: plan.id, agency_id: people.agencyId(agency.code), phase: "selfScoring" },
      closes_at: new Date(closesAt.getTime() + extensionDays * dayMs).toISOString(),
      reason: "Đơn vị đang kiểm toán, số liệu chốt muộn (DEMO)",
      letter: `15/${agency.code}-VP`,
      granted_by: people.coordinatorId,
      granted_at: new Date(closesAt.getTime() - 2 * dayMs).toISOString(),
    },
  ];
}

/** After the last day's work, between five and six in the afternoon in Viet Nam. */
function submissionInstant(plan: RoundPlan, part: Part, random: Random): Date {
  const days = part.lateDays ?? (part.extensionDays === undefined ? 0 : part.extensionDays - 1);
  const last = days > 0 ? plan.closesAt.getTime() + days * dayMs : lastWork(plan).getTime();
  const midnight = Math.floor(last / dayMs) * dayMs;
  return new Date(midnight + 10 * 3_600_000 + random.whole(5, 55) * 60_000);
}
