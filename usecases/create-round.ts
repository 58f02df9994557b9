import { type Result, err, ok } from "../core/result.ts";
import type { Calendar } from "../core/round/calendar.ts";
import { byWorkingDays } from "../core/round/local-instant.ts";
import type { RoundFile, RoundFileGroup } from "../core/round/read-round-file.ts";
import {
  type LaidPhases,
  type Phase,
  type PhaseWindow,
  type Stage,
  phases,
} from "../core/round/round.ts";
import { phasesOutOfOrder, withoutSubstitute } from "../core/round/transition-checks.ts";
import type { SchemeProblem } from "../core/scheme/scheme-problem.ts";
import type { RoundAuthor } from "./round-ports.ts";

/** A scheme version as a round binds it. */
export interface SchemeForRound {
  readonly id: string;
  readonly version: number;
  readonly group: string;
  readonly year: number;
  readonly hash: string;
}

/** An agency as a round names it. */
export interface AgencyForRound {
  readonly id: string;
  readonly code: string;
  readonly group: string;
  readonly isActive: boolean;
}

/** A person as a round names them. */
export interface PersonForRound {
  readonly id: string;
  readonly name: string;
  readonly agencyCode: string;
  readonly isActive: boolean;
}

/** A draft that is ready to be written. */
export interface RoundPlan {
  readonly file: RoundFile;
  readonly groups: readonly {
    readonly scheme: SchemeForRound;
    readonly agencies: readonly AgencyForRound[];
  }[];
  readonly phases: LaidPhases;
  /** Closings that fell on a day off. */
  readonly moved: readonly { readonly phase: Phase; readonly from: string }[];
  readonly substitutes: readonly PersonForRound[];
  /** A draft of the same code is written over. */
  readonly replaces: boolean;
}

/** What creating a round reads and writes, inside one transaction. */
export interface RoundRegisterDesk {
  stageOf(code: string): Promise<Stage | undefined>;
  /** A version of a scheme; the newest for null. */
  scheme(id: string, version: number | null): Promise<SchemeForRound | undefined>;
  agencies(): Promise<readonly AgencyForRound[]>;
  person(code: string): Promise<PersonForRound | undefined>;
  calendar(): Promise<Calendar>;
  /** Writes the draft and freezes its schemes. */
  save(plan: RoundPlan, by: RoundAuthor): Promise<void>;
}

/** Where rounds are created, one at a time. */
export interface RoundRegister {
  alone<T>(work: (desk: RoundRegisterDesk) => Promise<T>): Promise<T>;
}

/** Checks a round file against what the province has and, when told to, writes it as a draft. */
export async function createRound(
  register: RoundRegister,
  file: RoundFile,
  { apply, by }: { readonly apply: boolean; readonly by: RoundAuthor },
): Promise<Result<RoundPlan, readonly SchemeProblem[]>> {
  return register.alone(async (desk) => {
    const problems: SchemeProblem[] = [];
    const stage = await desk.stageOf(file.code);
    if (stage !== undefined && stage !== "draft") {
      note(problems, "code", `"${file.code}"`, "mã chưa dùng: kỳ đánh giá này đã ban hành");
    }
    const groups = await bindGroups(desk, file, problems);
    const substitutes = await bindSubstitutes(desk, file, problems);
    const ruled = ruleClosings(file, await desk.calendar());
    checkWhole({ groups, substitutes, phases: ruled.phases }, problems);
    if (problems.length > 0) return err(problems);
    const plan = { file, groups, substitutes, ...ruled, replaces: stage === "draft" };
    if (apply) await desk.save(plan, by);
    return ok(plan);
  });
}

async function bindGroups(
  desk: RoundRegisterDesk,
  file: RoundFile,
  problems: SchemeProblem[],
): Promise<RoundPlan["groups"]> {
  const known = await desk.agencies();
  const bound: RoundPlan["groups"][number][] = [];
  for (const [index, each] of file.groups.entries()) {
    const path = `groups[${String(index)}]`;
    const scheme = await desk.scheme(each.scheme, each.version);
    if (!scheme) {
      note(problems, `${path}.scheme`, `"${each.scheme}"`, "bộ tiêu chí (và phiên bản) đã nhập");
      continue;
    }
    if (bound.some((other) => other.scheme.group === each.group)) {
      note(problems, `${path}.group`, `"${each.group}"`, "mỗi nhóm một lần");
    }
    if (scheme.group !== each.group || scheme.year !== file.year) {
      const read = `nhóm ${scheme.group}, năm ${String(scheme.year)}`;
      note(
        problems,
        `${path}.scheme`,
        read,
        `bộ tiêu chí của nhóm ${each.group}, năm ${String(file.year)}`,
      );
    }
    bound.push({ scheme, agencies: agenciesOf(each, { known, path, problems }) });
  }
  return bound;
}

function agenciesOf(
  { group, agencies }: RoundFileGroup,
  about: {
    readonly known: readonly AgencyForRound[];
    readonly path: string;
    readonly problems: SchemeProblem[];
  },
): readonly AgencyForRound[] {
  const ofGroup = about.known.filter((each) => each.group === group && each.isActive);
  const { problems, path } = about;
  if (ofGroup.length === 0) {
    note(problems, `${path}.group`, `"${group}"`, "nhóm có đơn vị đang hoạt động");
  }
  if (agencies === null) return ofGroup;
  return agencies.flatMap((code, index) => {
    const found = ofGroup.find((each) => each.code === code.toUpperCase());
    if (found) return [found];
    const wanted = `mã đơn vị đang hoạt động của nhóm ${group}`;
    note(problems, `${path}.agencies[${String(index)}]`, `"${code}"`, wanted);
    return [];
  });
}

async function bindSubstitutes(
  desk: RoundRegisterDesk,
  { substitutes }: RoundFile,
  problems: SchemeProblem[],
): Promise<readonly PersonForRound[]> {
  const bound: PersonForRound[] = [];
  for (const [index, code] of substitutes.entries()) {
    const person = await desk.person(code.toLowerCase());
    if (person?.isActive === true) bound.push(person);
    else note(problems, `substitutes[${String(index)}]`, `"${code}"`, "mã cán bộ đang công tác");
  }
  return bound;
}

/** A closing on a day off is moved; a phase laid right behind follows. */
function ruleClosings(file: RoundFile, calendar: Calendar): Pick<RoundPlan, "phases" | "moved"> {
  const moved: RoundPlan["moved"][number][] = [];
  const laid: Partial<Record<Phase, PhaseWindow>> = {};
  let before: { readonly asked: string; readonly ruled: string } | undefined;
  for (const phase of phases) {
    const window = file.phases[phase];
    if (!window) continue;
    const { opensAt, closesAt } = window;
    const { instant, movedFrom } = byWorkingDays(calendar, closesAt);
    if (movedFrom !== null) moved.push({ phase, from: movedFrom });
    laid[phase] = {
      opensAt: phase !== "survey" && before?.asked === opensAt ? before.ruled : opensAt,
      closesAt: instant,
    };
    before = { asked: closesAt, ruled: instant };
  }
  return { phases: laid as RoundPlan["phases"], moved };
}

function checkWhole(
  { groups, substitutes, phases: laid }: Pick<RoundPlan, "groups" | "substitutes" | "phases">,
  problems: SchemeProblem[],
): void {
  const agencyCodes = groups.flatMap(({ agencies }) => agencies.map(({ code }) => code));
  const without = withoutSubstitute({ agencyCodes, substitutes });
  if (without.length > 0 && problems.length === 0) {
    const read = `không ai ở ngoài đơn vị thẩm định thay cho ${without.slice(0, 10).join(", ")}`;
    note(problems, "substitutes", read, "thêm một cán bộ của đơn vị khác");
  }
  for (const each of phasesOutOfOrder(laid)) {
    if (each.code !== "phaseOrder" && each.code !== "beyondRound") continue;
    note(
      problems,
      `phases.${each.code === "phaseOrder" ? each.phase : "survey"}`,
      "hạn rơi vào ngày nghỉ, dời sang ngày làm việc thì lấn nhau",
      "các bước nối tiếp nhau",
    );
  }
}

function note(problems: SchemeProblem[], path: string, read: string, wanted: string): void {
  problems.push({ path, read, wanted });
}
