import type { Machine } from "./machine.ts";
import type { ClosedResult, Extent, OpenResult } from "./measure.ts";
import type { SystemName } from "./systems.ts";

/** Everything that was measured in one run. */
export interface Findings {
  readonly machine: Machine;
  readonly postgres: string;
  readonly date: string;
  readonly extent: Extent;
  readonly closed: readonly ClosedResult[];
  readonly open: readonly OpenResult[];
}

const titles: Readonly<Record<SystemName, string>> = {
  product: "Chấm",
  conversations: "grammY + conversations",
  threeCommits: "bare loop, three commits",
};

/** Lays the findings out as Markdown, the goals beside them. */
export function reportOf(findings: Findings): string {
  return [
    ...groundLines(findings),
    "",
    ...closedTable(findings.closed),
    "",
    ...openTable(findings.open),
    "",
    ...goalTable(findings),
    "",
  ].join("\n");
}

function groundLines({ machine, postgres, date, extent }: Findings): readonly string[] {
  const { cores, processor, memoryGib, node, syncMs, load } = machine;
  return [
    `${date}; ${cores} cores (${processor}), ${memoryGib} GiB; Node ${node}, PostgreSQL ${postgres}, fsync on (8 kB in ${syncMs.toFixed(2)} ms); load before the run ${load.toFixed(1)}.`,
    `${extent.officers} chats; open loop: Poisson, ${extent.perSecond}/s, ${extent.openSeconds} s, ${extent.openRuns} run(s).`,
  ];
}

function closedTable(results: readonly ClosedResult[]): readonly string[] {
  return [
    "| closed loop | updates/s | criteria 1-10 | criteria 78-87 | p50 / p95 / p99 ms | CPU ms per update | peak MiB |",
    "| --- | --- | --- | --- | --- | --- | --- |",
    ...results.map((each) => {
      const { p50, p95, p99 } = each.latencies;
      const name = `${titles[each.system]}${each.isSampled ? " (sampled)" : ""}`;
      const rates = [each.rate, each.firstRate, each.lastRate].map((rate) => rate.toFixed(0));
      const latencies = [p50, p95, p99].map((ms) => ms.toFixed(0)).join(" / ");
      const cpu = [...each.cpu].map(([part, ms]) => `${part} ${ms.toFixed(2)}`).join(", ");
      return `| ${name} | ${rates.join(" | ")} | ${latencies} | ${cpu} | ${memoryText(each.memory)} |`;
    }),
  ];
}

function openTable(results: readonly OpenResult[]): readonly string[] {
  return [
    "| open loop | p50 / p95 / p99 ms, median | each run | peak MiB |",
    "| --- | --- | --- | --- |",
    ...results.map(({ system, median, runs, memory }) => {
      const each = runs.map(latencyText).join("; ");
      return `| ${titles[system]} | ${latencyText(median)} | ${each} | ${memoryText(memory)} |`;
    }),
  ];
}

function latencyText({ p50, p95, p99 }: OpenResult["median"]): string {
  return [p50, p95, p99].map((ms) => ms.toFixed(1)).join(" / ");
}

function memoryText(memory: ReadonlyMap<string, number>): string {
  return [...memory].map(([name, mib]) => `${name} ${mib.toFixed(0)}`).join(" + ");
}

function goalTable({ closed, open }: Findings): readonly string[] {
  const rateOf = (name: SystemName): ClosedResult | undefined =>
    closed.find(({ system }) => system === name);
  const product = rateOf("product");
  const latency = open.find(({ system }) => system === "product");
  if (!product || !latency) return [];
  const times = product.rate / (rateOf("conversations")?.rate ?? 0);
  const bare = product.rate / (rateOf("threeCommits")?.rate ?? 0);
  const steady = product.lastRate / product.firstRate;
  const memory = Math.max(totalOf(product.memory), totalOf(latency.memory));
  const { p95, p99 } = latency.median;
  return [
    "| measure | goal | found | |",
    "| --- | --- | --- | --- |",
    line("times the conversations bot", "≥ 2.5", times.toFixed(2), times >= 2.5),
    line("times the bare three-commit loop", "–", bare.toFixed(2), null),
    line(
      "last ten criteria to first ten",
      "≥ 1 (0.95 with noise)",
      steady.toFixed(2),
      steady >= 0.95,
    ),
    line("open loop p95", "≤ 10 ms", `${p95.toFixed(1)} ms`, p95 <= 10),
    line("open loop p99", "≤ 20 ms", `${p99.toFixed(1)} ms`, p99 <= 20),
    line("bot and worker, peak", "≤ 350 MiB", `${memory.toFixed(0)} MiB`, memory <= 350),
  ];
}

function totalOf(memory: ReadonlyMap<string, number>): number {
  return [...memory.values()].reduce((sum, each) => sum + each, 0);
}

function line(measure: string, goal: string, found: string, isMet: boolean | null): string {
  const verdict = isMet === null ? "" : isMet ? "met" : "missed";
  return `| ${measure} | ${goal} | ${found} | ${verdict} |`;
}
