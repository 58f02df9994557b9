import type { Machine } from "../chat/machine.ts";
import type { Latencies } from "../chat/statistics.ts";
import type { Sent } from "./broadcast.ts";

/** Everything that was measured in one run. */
export interface Findings {
  readonly machine: Machine;
  readonly date: string;
  readonly limit: { readonly perSecond: number; readonly perChatPerSecond: number };
  readonly people: number;
  readonly messages: number;
  readonly sent: Sent;
  readonly latencies: Latencies & { readonly count: number; readonly worst: number };
  /** Messages that the fake refused with 429. */
  readonly refused: number;
}

/** Lays the findings out as Markdown, the goals beside them. */
export function reportOf(findings: Findings): string {
  const { machine, date, limit, people, messages, sent, latencies, refused } = findings;
  const { cores, processor, memoryGib, node, load } = machine;
  const seconds = (sent.endedMs - sent.beganMs) / 1_000;
  const rate = (sent.bulk + sent.replies - 1) / seconds;
  const share = (100 * rate) / limit.perSecond;
  const { p50, p95, p99, worst, count } = latencies;
  const told = [p50, p95, p99, worst].map((ms) => ms.toFixed(1)).join(" / ");
  return [
    `${date}; ${cores} cores (${processor}), ${memoryGib} GiB; Node ${node}; load before the run ${load.toFixed(1)}.`,
    `${messages} reminders in ${seconds.toFixed(1)} s, ${people} people typing (${count} answers); permitted ${limit.perSecond}/s and ${limit.perChatPerSecond}/s in a chat.`,
    "",
    "| measure | goal | found | |",
    "| --- | --- | --- | --- |",
    line(
      "bulk and replies of what is permitted",
      "≥ 95 %",
      `${share.toFixed(1)} % (${rate.toFixed(2)}/s)`,
      share >= 95,
    ),
    line("refused with 429", "0", String(refused), refused === 0),
    line("most messages in any second", "–", String(sent.busiest), null),
    line("answers p50 / p95 / p99 / worst", "p95 ≤ 300 ms", `${told} ms`, p95 <= 300),
    line("reminders lost or doubled", "0", String(sent.wrong), sent.wrong === 0),
    "",
  ].join("\n");
}

function line(measure: string, goal: string, found: string, isMet: boolean | null): string {
  const verdict = isMet === null ? "" : isMet ? "met" : "missed";
  return `| ${measure} | ${goal} | ${found} | ${verdict} |`;
}
