import type pg from "pg";
import { Counter, Gauge, Histogram, Registry } from "prom-client";
import {
  type ChannelSender,
  type ChatAddress,
  type RawUpdate,
  SendError,
  chatKeyOf,
} from "../usecases/ports.ts";
import type { JobQueue } from "./queue/queue.ts";
import { resultOf } from "./send-tally.ts";

/** What those who watch over the server may measure, in the text format of Prometheus. */
export interface Metrics {
  readonly contentType: string;
  /** Reads the state of inbox, outbox and queue, and writes everything down. */
  text(): Promise<string>;
  /** Begins the reply time of a chat's newest update; the next message to the chat ends it. */
  noteReceived(update: Pick<RawUpdate, "from">): void;
  /** The sender, with each send counted by its result. */
  counted(sender: ChannelSender): ChannelSender;
}

/** Where the figures come from. */
export interface MetricSources {
  readonly pool: pg.Pool;
  readonly jobs: Pick<JobQueue, "figures">;
}

/** More chats than this never wait for a reply at once; what is older was never answered. */
const maxTimed = 5_000;

/** Opens the measures of one process; each has a registry of its own. */
export function openMetrics(sources: MetricSources): Metrics {
  const registry = new Registry();
  const gauges = openGauges(registry);
  const sends = new Counter({
    name: "cham_sends_total",
    help: "Messages handed to a channel by this process, by result",
    labelNames: ["channel", "result"] as const,
    registers: [registry],
  });
  const replyTimes = openReplyTimes(registry);

  return {
    contentType: registry.contentType,
    async text() {
      await readState(sources, gauges);
      return registry.metrics();
    },
    noteReceived({ from }) {
      replyTimes.begin(from);
    },
    counted(sender) {
      const { channel } = sender;
      return {
        ...sender,
        async send(to, outgoing) {
          try {
            const messageId = await sender.send(to, outgoing);
            sends.inc({ channel, result: "sent" });
            replyTimes.end(to);
            return messageId;
          } catch (error) {
            const result = error instanceof SendError ? resultOf(error) : "failed";
            sends.inc({ channel, result });
            throw error;
          }
        },
      };
    },
  };
}

interface ReplyTimes {
  begin(chat: ChatAddress): void;
  end(chat: ChatAddress): void;
}

function openReplyTimes(registry: Registry): ReplyTimes {
  const seconds = new Histogram({
    name: "cham_reply_seconds",
    help: "From a chat's newest update to the next message sent there, in this process",
    labelNames: ["channel"] as const,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers: [registry],
  });
  const begun = new Map<string, number>();
  return {
    begin(chat) {
      if (begun.size >= maxTimed) begun.clear();
      // An update that needs no reply is replaced by the chat's next one.
      begun.set(chatKeyOf(chat), performance.now());
    },
    end(chat) {
      const key = chatKeyOf(chat);
      const since = begun.get(key);
      if (since === undefined) return;
      begun.delete(key);
      seconds.observe({ channel: chat.channel }, (performance.now() - since) / 1000);
    },
  };
}

type Gauges = ReturnType<typeof openGauges>;

function openGauges(registry: Registry) {
  const gauge = <L extends string>(name: string, help: string, labelNames: readonly L[] = []) =>
    new Gauge({ name, help, labelNames: [...labelNames], registers: [registry] });
  return {
    inbox: gauge("cham_inbox_updates", "Updates by state; dead ones were set aside", ["state"]),
    inboxLag: gauge("cham_inbox_lag_seconds", "Age of the oldest update that waits to be played"),
    outbox: gauge("cham_outbox_unsent", "Replies that wait to be sent", ["channel"]),
    outboxLag: gauge("cham_outbox_lag_seconds", "Age of the oldest reply that waits to be sent"),
    bulk: gauge("cham_outbox_bulk_unsent", "Messages to many that wait for their pace", [
      "channel",
    ]),
    refused: gauge("cham_outbox_given_up", "Messages refused or given up, by fault", ["fault"]),
    dirty: gauge("cham_results_outdated", "Agencies whose results are to be computed anew"),
    owed: gauge("cham_duties_owed", "Duties owed when the worker looked last", ["phase", "kind"]),
    jobs: gauge("cham_jobs", "Jobs of the queue by state", ["state"]),
    workerSends: gauge("cham_worker_sends", "Tries to send of all workers, by result", [
      ...["channel", "result"],
    ]),
    queueAge: gauge("cham_queue_age_seconds", "Age of the oldest job that could be done now"),
  };
}

/** The channels that may have messages waiting. */
const channels = ["telegram", "zalo", "web"] as const;

async function readState({ pool, jobs }: MetricSources, gauges: Gauges): Promise<void> {
  const [state, queue] = await Promise.all([readDatabase(pool), jobs.figures()]);
  gauges.inbox.set({ state: "waiting" }, state.waiting);
  gauges.inbox.set({ state: "dead" }, state.dead);
  gauges.inboxLag.set(state.inboxLag);
  for (const channel of channels) gauges.outbox.set({ channel }, state.unsent[channel] ?? 0);
  for (const channel of channels) gauges.bulk.set({ channel }, state.bulk[channel] ?? 0);
  gauges.outboxLag.set(state.outboxLag);
  for (const [fault, n] of Object.entries(state.refused)) gauges.refused.set({ fault }, n);
  gauges.dirty.set(state.dirty);
  gauges.owed.reset();
  for (const { phase, kind, count } of state.owed) gauges.owed.set({ phase, kind }, count);
  for (const { total, ...labels } of state.workerSends) gauges.workerSends.set(labels, total);
  for (const [name, count] of Object.entries(queue.counts)) gauges.jobs.set({ state: name }, count);
  gauges.queueAge.set(queue.oldestMs / 1000);
}

interface DatabaseState {
  readonly waiting: number;
  readonly dead: number;
  /** Seconds. */
  readonly inboxLag: number;
  /** By channel. */
  readonly unsent: Readonly<Record<string, number>>;
  /** By channel. */
  readonly bulk: Readonly<Record<string, number>>;
  /** By fault. */
  readonly refused: Readonly<Record<string, number>>;
  /** Seconds. */
  readonly outboxLag: number;
  readonly dirty: number;
  readonly owed: readonly {
    readonly phase: string;
    readonly kind: string;
    readonly count: number;
  }[];
  readonly workerSends: readonly {
    readonly channel: string;
    readonly result: string;
    readonly total: number;
  }[];
}

const stateSql = `
select
  (select count(*)::integer from inbound_updates where status = 'waiting') as waiting,
  (select count(*)::integer from inbound_updates where status = 'dead') as dead,
  (select coalesce(extract(epoch from now() - min(received_at)), 0)::float8
     from inbound_updates where status = 'waiting') as "inboxLag",
  (select coalesce(json_object_agg(channel, n), '{}') from (
     select channel, count(*) as n from outbox
      where sent_at is null and refused is null and not is_bulk group by channel) r) as unsent,
  (select coalesce(json_object_agg(channel, n), '{}') from (
     select channel, count(*) as n from outbox
      where sent_at is null and refused is null and is_bulk group by channel) b) as bulk,
  (select coalesce(json_object_agg(refused, n), '{}') from (
     select refused, count(*) as n from outbox
      where refused is not null group by refused) f) as refused,
  (select coalesce(extract(epoch from now() - min(created_at)), 0)::float8
     from outbox where sent_at is null and refused is null and not is_bulk) as "outboxLag",
  (select count(*)::integer from dirty_agencies) as dirty,
  (select coalesce(json_agg(json_build_object('phase', phase, 'kind', kind, 'count', count)), '[]')
     from owed_duties) as owed,
  (select coalesce(json_agg(w), '[]') from worker_sends w) as "workerSends"`;

async function readDatabase(pool: pg.Pool): Promise<DatabaseState> {
  const { rows } = await pool.query<DatabaseState>(stateSql);
  const [state] = rows;
  if (!state) throw new Error("a query without a table gave no row");
  return state;
}
