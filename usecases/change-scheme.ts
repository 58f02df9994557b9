import {
  type SchemeChangeRefusal,
  againstAskingAgain,
  againstSchemeChange,
  againstUnappraised,
  againstUndo,
  changeScopes,
  defaultUntil,
} from "../core/round/scheme-change.ts";
import { type SchemeChange, compareSchemes } from "../core/scheme/compare-schemes.ts";
import { type LeafPath, leafFates, pathsBack, pathsOf } from "../core/scheme/leaf-fates.ts";
import type { Scheme } from "../core/scheme/scheme.ts";
import type { SchemeProblem } from "../core/scheme/scheme-problem.ts";
import type { AgainReason, CarryInto } from "../core/scoring/carry-answers.ts";
import { compileScheme } from "../core/scoring/compile-scheme.ts";
import { carryAgency, restoreAgency } from "./carry-agency.ts";
import type {
  AgencyChange,
  SchemeChangeAuthor,
  SchemeChangeStore,
  SchemeDesk,
  SchemeTarget,
} from "./scheme-ports.ts";
import { type Figures, scoreStored } from "./score-stored.ts";

/** What is asked: another scheme by its content or version, or the former one again. */
export type SchemeWish =
  | { readonly kind: "scheme"; readonly scheme: Scheme; readonly hash: string }
  | { readonly kind: "version"; readonly version: number }
  | { readonly kind: "undo" };

/** A wish, with who asks; `author` is null for a preview. */
export interface SchemeChangeOrder {
  readonly roundId: string;
  readonly group: string;
  readonly wish: SchemeWish;
  readonly now: string;
  /** Until when leaves are opened again; null for the default of the stage. */
  readonly until: string | null;
  readonly author: (SchemeChangeAuthor & { readonly isChair: boolean }) | null;
}

/** What a change means for one agency. */
export interface AgencyReport {
  readonly code: string;
  readonly name: string;
  readonly before: Figures;
  readonly after: Figures;
  /** `had`: there was an answer, which is set aside. */
  readonly asked: readonly {
    readonly code: string;
    readonly why: AgainReason;
    readonly had: boolean;
  }[];
  /** Answers of the agency, and values of others, that do not stand any more. */
  readonly setAside: readonly string[];
  readonly valuesSetAside: readonly string[];
  readonly isReopened: boolean;
}

/** What a change comes to. */
export interface SchemeChangeReport {
  readonly from: { readonly version: number; readonly hash: string };
  /** The version is null where the content would become a new one. */
  readonly to: { readonly version: number | null; readonly hash: string };
  readonly changes: readonly SchemeChange[];
  /** Every agency of the group, by code. */
  readonly agencies: readonly AgencyReport[];
  readonly until: string | null;
}

/** How a wish was answered. */
export type SchemeChangeOutcome =
  | { readonly kind: "refused"; readonly refusals: readonly SchemeChangeRefusal[] }
  | { readonly kind: "noSuchVersion"; readonly version: number }
  | { readonly kind: "previewed" | "written"; readonly report: SchemeChangeReport };

/**
 * Works out what another scheme for a group would mean, on what agencies hold now and with the real
 * scorer, and writes it when somebody answers for it; undefined when there is no such round.
 */
export async function changeScheme(
  store: SchemeChangeStore,
  order: SchemeChangeOrder,
): Promise<SchemeChangeOutcome | undefined> {
  const { roundId, group, author } = order;
  const outcome = await store.alone(
    { roundId, group, holdsTalks: author !== null },
    async (desk) => {
      const value =
        order.wish.kind === "undo" ? await undo(desk, order) : await change(desk, order);
      return { stays: value.kind === "written", value };
    },
  );
  return outcome === null ? refused([{ code: "noSuchGroup", group }]) : outcome;
}

async function change(desk: SchemeDesk, order: SchemeChangeOrder): Promise<SchemeChangeOutcome> {
  const target = await targetOf(desk, order);
  if (!target) return { kind: "noSuchVersion", version: versionOf(order) };
  const against = againstSchemeChange(askerOf(order), desk.course, {
    before: nameOf(desk.bound),
    after: nameOf(target),
  });
  if (against.length > 0) return refused(against);
  const into = await intoOf(desk, { from: desk.bound.scheme, to: target.scheme });
  const { stage } = desk.course;
  const agencies = (await desk.drafts(order.now)).map((agency) => carryAgency(into, agency, stage));
  const until = order.until ?? defaultUntil(desk.course);
  const asking = againstAskingAgain(desk.course, askedOf(into, agencies, desk), {
    ...{ until, now: order.now },
  });
  if (asking.length > 0) return refused(asking);
  return write(desk, order, { target, agencies, until, undoes: null, paths: pathsOf(into.fates) });
}

async function undo(desk: SchemeDesk, order: SchemeChangeOrder): Promise<SchemeChangeOutcome> {
  const standing = await desk.standing();
  const against = againstUndo(askerOf(order), desk.course, {
    ...{ group: desk.group, change: standing },
  });
  if (against.length > 0 || !standing) return refused(against);
  const { former } = standing;
  const fates = leafFates(former.scheme, desk.bound.scheme);
  const back = { ...(await intoOf(desk, { from: former.scheme, to: former.scheme })), fates };
  const agencies = (await desk.drafts(order.now)).map((agency) =>
    restoreAgency(back, agency, standing.kept.get(agency.agencyId)),
  );
  // Whoever takes a change back names no decision: it is told by the one it was made by.
  const author = order.author && { ...order.author, decision: standing.decision };
  const decided = { target: former, agencies, until: null, undoes: standing.id };
  return write(desk, { ...order, author }, { ...decided, paths: pathsBack(fates) });
}

interface Decided {
  readonly target: SchemeTarget;
  readonly agencies: readonly AgencyChange[];
  readonly until: string | null;
  readonly undoes: string | null;
  readonly paths: readonly LeafPath[];
}

/** Writes the answers as they would be and computes them; only with an author do they stay. */
async function write(
  desk: SchemeDesk,
  { author, now }: SchemeChangeOrder,
  { target, agencies, until, undoes, paths }: Decided,
): Promise<SchemeChangeOutcome> {
  const before = scoreStored(await desk.results());
  const unappraised = await desk.unappraised();
  const to = await desk.keep(target, now);
  await desk.carry({ to, agencies, paths, undoes, now });
  const nobody = againstUnappraised(unappraised, await desk.unappraised());
  if (nobody.length > 0) return refused(nobody);
  const after = scoreStored(await desk.results());
  if (!before.ok) throw new Error("Stored answers do not fit the scheme in use");
  if (!after.ok) return refused([{ code: "doesNotFit", problems: after.error.map(problemText) }]);
  const figures = { before: before.value, after: after.value };
  const report: SchemeChangeReport = {
    from: { version: desk.bound.version, hash: desk.bound.hash },
    to: { version: target.version ?? (author ? to.version : null), hash: target.hash },
    changes: compareSchemes(desk.bound.scheme, target.scheme),
    agencies: agencies.map((each) => reportOf(each, figures)),
    until: agencies.some(({ isReopened }) => isReopened) ? until : null,
  };
  if (!author) return { kind: "previewed", report };
  await desk.record({ author, to, agencies, until: report.until, undoes });
  return { kind: "written", report };
}

function reportOf(
  { agency, draft, setAside, isReopened }: AgencyChange,
  figures: Readonly<Record<"before" | "after", ReadonlyMap<string, Figures>>>,
): AgencyReport {
  const had = new Set(draft.setAside.map(({ code }) => code));
  return {
    ...{ code: agency.code, name: agency.name, isReopened },
    before: figures.before.get(agency.agencyId) ?? nothing,
    after: figures.after.get(agency.agencyId) ?? nothing,
    asked: draft.asked.map(({ code, from, why }) => ({
      ...{ code, why, had: from !== null && had.has(from) },
    })),
    setAside: [...had],
    valuesSetAside: [...new Set(setAside.map(({ code }) => code))],
  };
}

const nothing: Figures = { achieved: 0, applicableMax: 0, index: null, rank: null };

async function targetOf(
  desk: SchemeDesk,
  { wish }: SchemeChangeOrder,
): Promise<SchemeTarget | undefined> {
  if (wish.kind === "version") return desk.findVersion(wish.version);
  if (wish.kind === "undo") return undefined;
  return { scheme: wish.scheme, hash: wish.hash, version: null };
}

function versionOf({ wish }: SchemeChangeOrder): number {
  return wish.kind === "version" ? wish.version : 0;
}

async function intoOf(
  desk: SchemeDesk,
  { from, to }: { readonly from: Scheme; readonly to: Scheme },
): Promise<CarryInto> {
  const calendar = await desk.calendar();
  return { fates: leafFates(from, to), compiled: compileScheme(to), calendar };
}

/** A preview asks nobody's right and reason. */
function askerOf({ author, now }: SchemeChangeOrder): Parameters<typeof againstSchemeChange>[0] {
  return author
    ? { isChair: author.isChair, reason: author.reason, decision: author.decision, now }
    : { isChair: true, reason: "-", decision: null, now };
}

/** Leaves that somebody would have to take in hand again; at late stages a new code is one too. */
function askedOf(
  { fates }: CarryInto,
  agencies: readonly AgencyChange[],
  { course }: SchemeDesk,
): Parameters<typeof againstAskingAgain>[1] {
  const isLate = changeScopes[course.stage] === "rescore";
  const codes = [
    ...agencies.flatMap(({ draft }) => draft.asked.map(({ code }) => code)),
    ...(isLate ? agencies.flatMap(({ setAside }) => setAside.map(({ code }) => code)) : []),
    ...(isLate
      ? fates.flatMap((fate) =>
          fate.kind === "dropped" || fate.from !== fate.to.code
            ? [fate.kind === "dropped" ? fate.from : fate.to.code]
            : [],
        )
      : []),
  ];
  return {
    codes: [...new Set(codes)],
    needsReopening: agencies.some(({ isReopened }) => isReopened),
  };
}

function nameOf({ scheme, hash, version }: SchemeTarget) {
  return { version: version ?? 0, hash, group: scheme.group, year: scheme.year };
}

function refused(refusals: readonly SchemeChangeRefusal[]): SchemeChangeOutcome {
  return { kind: "refused", refusals };
}

function problemText({ path, read, wanted }: SchemeProblem): string {
  return `${path}: đọc được ${read}; cần ${wanted}`;
}
