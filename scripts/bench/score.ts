// npm run bench:score: how long a whole recompute and one changed answer take, beside the same
// workbook in HyperFormula and the barest exact loop, in one run on one machine.
import { cpus, loadavg, totalmem } from "node:os";
import type { CompiledGroup } from "../../core/ranking/compile-group.ts";
import { type GroupScores, rescoreAgency, scoreGroup } from "../../core/ranking/score-group.ts";
import { openCalendar } from "../../core/round/calendar.ts";
import type { PreparedAgency } from "../../core/scoring/prepared-agency.ts";
import {
  type DrawWhole,
  allKinds,
  benchAgency,
  benchFacts,
  benchGroup,
  drawFrom,
  leafCount,
  ratioKind,
} from "./score-data.ts";
import { bareLoop, figuresOf, measureWorkbook } from "./score-rivals.ts";

const agencyCount = 3321;
const groupCount = 5;
const repeats = 15;
const changes = 300;
const calendar = openCalendar({ daysOff: ["2025-04-30", "2025-05-01"], workingDays: [] });

interface Province {
  readonly name: string;
  readonly kinds: typeof allKinds;
  readonly group: CompiledGroup;
  readonly groups: readonly (readonly PreparedAgency[])[];
}

function province(name: string, kinds: typeof allKinds, draw: DrawWhole): Province {
  const group = benchGroup(kinds);
  const groups = Array.from({ length: groupCount }, (_, at) => {
    const size = Math.floor((agencyCount + at) / groupCount);
    return Array.from({ length: size }, (__, one) =>
      benchAgency(group, kinds, `DV${at}-${one}`, draw),
    );
  });
  return { name, kinds, group, groups };
}

function recompute({ group, groups }: Province): readonly GroupScores[] {
  return groups.map((agencies) => scoreGroup(group, agencies, calendar));
}

/** Milliseconds of several runs, fastest first: by the clock, and of processor time. */
interface Runs {
  readonly wall: readonly number[];
  readonly cpu: readonly number[];
}

/** Times a piece of work after three runs that warm up. */
function timed(times: number, work: () => unknown): Runs {
  const wall: number[] = [];
  const cpu: number[] = [];
  for (let run = -3; run < times; run += 1) {
    globalThis.gc?.();
    const before = process.cpuUsage();
    const started = performance.now();
    work();
    const took = performance.now() - started;
    const { user, system } = process.cpuUsage(before);
    if (run < 0) continue;
    wall.push(took);
    cpu.push((user + system) / 1000);
  }
  return { wall: sorted(wall), cpu: sorted(cpu) };
}

function sorted(runs: readonly number[]): readonly number[] {
  return [...runs].sort((a, b) => a - b);
}

/** One changed answer after another, each read, scored and ranked with its whole group. */
function timedChanges({ kinds, group, groups }: Province, only?: string): readonly number[] {
  const draw = drawFrom(7);
  const agencies = groups[0] ?? [];
  const leaves = group.compiled.leaves.filter(
    ({ leaf }) => only === undefined || leaf.rule.kind === only,
  );
  let scores = scoreGroup(group, agencies, calendar);
  const runs: number[] = [];
  for (let change = -50; change < changes; change += 1) {
    const at = draw(agencies.length);
    const leaf = leaves[draw(leaves.length)];
    const before = scores.agencies[at];
    if (!leaf || !before) continue;
    const started = performance.now();
    const facts = before.facts.with(leaf.place, benchFacts(leaf, kinds, draw));
    scores = rescoreAgency(group, scores, { at, agency: { ...before, facts } }, calendar);
    if (change >= 0) runs.push(performance.now() - started);
  }
  return sorted(runs);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function ms(value: number | undefined): string {
  return `${(value ?? 0).toFixed(2)} ms`;
}

function spread(runs: readonly number[]): string {
  const p95 = runs[Math.floor(runs.length * 0.95)];
  return `best ${ms(runs[0])}, median ${ms(median(runs))}, p95 ${ms(p95)}, worst ${ms(runs.at(-1))}`;
}

/** Processor time tells more than the clock where other programs run too. */
function spreadWithCpu({ wall, cpu }: Runs): string {
  return `${spread(wall)}; CPU median ${ms(median(cpu))}`;
}

function median(runs: readonly number[]): number {
  return runs[Math.floor(runs.length / 2)] ?? 0;
}

function peak(): string {
  return `${Math.round(process.resourceUsage().maxRSS / 1024)} MiB`;
}

const [cpu] = cpus();
print(
  `Node ${process.version}, ${cpus().length} × ${cpu?.model ?? "?"}, ${Math.round(totalmem() / 2 ** 30)} GiB`,
);
print(
  `${agencyCount} agencies × ${leafCount} leaves in ${groupCount} groups; ${repeats} runs each; ` +
    `load average before: ${(loadavg()[0] ?? 0).toFixed(1)}\n`,
);

const ratios = province("all ratio leaves", [ratioKind], drawFrom(1));
const started = performance.now();
const first = recompute(ratios);
print(`${ratios.name}: first, cold run ${ms(performance.now() - started)}`);
const full = timed(repeats, () => recompute(ratios));
print(`${ratios.name}: full recompute with ranks: ${spreadWithCpu(full)} (goal 80 ms)`);
print(`${ratios.name}: one changed answer: ${spread(timedChanges(ratios))} (goal 2 ms)`);

const figures = figuresOf(first);
const bare = timed(repeats, () => bareLoop(figures));
print(`bare exact integer loop, no ranks: ${spreadWithCpu(bare)}`);
const sums = first.flatMap(({ scores }) => scores.map(({ achieved }) => achieved));
const isSame = bareLoop(figures).every((sum, at) => sum === sums[at]);
print(`bare loop and full recompute agree on every total: ${isSame ? "yes" : "NO"}`);
if (!isSame) process.exitCode = 1;

const mixed = province(`mix of ${allKinds.length} leaves of all kinds`, allKinds, drawFrom(2));
const mix = timed(repeats, () => recompute(mixed));
print(`${mixed.name}: full recompute with ranks: ${spreadWithCpu(mix)} (goal 250 ms)`);
print(`${mixed.name}: one changed answer: ${spread(timedChanges(mixed))} (goal 2 ms)`);
print(`${mixed.name}: one changed relative leaf: ${spread(timedChanges(mixed, "relative"))}`);
print(`${mixed.name}: one changed survey leaf: ${spread(timedChanges(mixed, "survey"))}`);
print(`peak memory up to here, both provinces held: ${peak()}\n`);

const book = measureWorkbook(ratios.group, figures, first);
print(
  `HyperFormula, same ratio workbook, no ranks: ${ms(book.builtMs)}; one change ${ms(book.changedMs)}`,
);
print(`HyperFormula: ${book.wrongIndexes} of ${agencyCount} indexes differ from the exact ones`);
print(`peak memory with the workbook: ${peak()}\n`);
print(
  `HyperFormula takes ${Math.round(book.builtMs / median(full.wall))} times as long as the full recompute`,
);
print(
  `the full recompute takes ${(median(full.wall) / median(bare.wall)).toFixed(1)} times as long as the bare loop`,
);
