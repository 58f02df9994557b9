import path from "node:path";
import type pg from "pg";
import type {
  ChannelName,
  ChannelReader,
  ChannelSender,
  Clock,
  Inbox,
  Pace,
  SendTry,
  Talks,
  WaitingUpdate,
} from "../usecases/ports.ts";
import type { EvidenceStore, FileOpener, FileSource } from "../usecases/file-ports.ts";
import type { World } from "../core/conversation/world.ts";
import {
  decodeTelegramUpdate,
  readCallbackId,
} from "./channels/telegram/decode-telegram-update.ts";
import type { TelegramBot } from "./channels/telegram/telegram-api.ts";
import { telegramFiles } from "./channels/telegram/telegram-files.ts";
import { telegramSender } from "./channels/telegram/telegram-sender.ts";
import { decodeWebMessage } from "./channels/web/decode-web-message.ts";
import { webSender } from "./channels/web/web-sender.ts";
import type { Config } from "./config.ts";
import { openPool } from "./db/client.ts";
import { evidenceIn } from "./db/evidence-repository.ts";
import { inboxIn } from "./db/inbox-repository.ts";
import { type GatheringOutbox, outboxIn } from "./db/outbox-repository.ts";
import { readPicture } from "./db/picture-repository.ts";
import { talksIn } from "./db/talks.ts";
import { openTurnsAhead } from "./db/turns-ahead.ts";
import { decodeUpload } from "./files/decode-upload.ts";
import { type DiskStore, diskStore } from "./files/disk-store.ts";
import {
  type UploadStore,
  isUploadRef,
  maxUploadBytes,
  uploadStore,
} from "./files/upload-store.ts";
import { handOutEvidence } from "./documents/hand-out-evidence.ts";
import { openPdfStamper } from "./documents/pdf/pdf-stamper.ts";
import { freshCodes } from "./fresh-codes.ts";
import type { Log } from "./log.ts";
import { logSends } from "./log-sends.ts";
import { type JobQueue, openQueue } from "./queue/queue.ts";

/** Everything outside that both processes talk through. */
export interface Adapters {
  readonly pool: pg.Pool;
  readonly inbox: Inbox;
  readonly outbox: GatheringOutbox;
  readonly talks: Talks;
  readonly evidence: EvidenceStore;
  readonly files: DiskStore;
  readonly uploads: UploadStore;
  readonly jobs: JobQueue;
  readonly telegram: TelegramBot | null;
  readonly readers: Readonly<Record<ChannelName, ChannelReader>>;
  readonly senders: Readonly<Partial<Record<ChannelName, ChannelSender>>>;
  /** How fast each channel takes bulk; one that is not named keeps no pace. */
  readonly paces: Readonly<Partial<Record<ChannelName, Pace>>>;
  readonly onTried: (tried: SendTry) => void;
  readonly clock: Clock;
  readonly publicUrl: string;
  readonly fresh: (update: WaitingUpdate) => World["fresh"];
  /** The way to a chat's file; undefined when its channel is switched off. */
  readonly routeOf: (
    source: FileSource,
  ) => { readonly opener: FileOpener; readonly maxBytes: number } | undefined;
  close(): Promise<void>;
}

/** Marking a file for a chat and sending it must end while the reply is in this process's hand. */
const chatStamp = { maxBytes: 20 << 20, maxMs: 8_000 };

/** The largest file that Telegram hands to a bot. */
const maxTelegramBytes = 20 << 20;

/** Opens everything that a configuration names; connections are made when first needed. */
export function openAdapters(config: Config, secret: string, log: Log): Adapters {
  const pool = openPool(config.databaseUrl);
  const uploads = uploadStore(path.join(config.dataDir, "uploads"));
  const outbox = outboxIn(pool);
  const ahead = openTurnsAhead();
  const jobs = openQueue(config, (error) => {
    log.warn({ err: error }, "queue");
  });
  const telegram = telegramBot(config);
  const files = diskStore(path.join(config.dataDir, "files"));
  const clock = { now: () => new Date() };
  const openDocument = handOutEvidence({ pool, files, clock, stamper: openPdfStamper(chatStamp) });
  return {
    ...{ pool, outbox, uploads, jobs, telegram, files, clock },
    inbox: inboxIn(pool, ahead),
    talks: talksIn(pool, { codeKey: secret }, ahead),
    evidence: evidenceIn(pool),
    readers,
    senders: {
      web: webSender(pool),
      ...(telegram && {
        telegram: telegramSender(telegram, openDocument, (id) => readPicture(pool, id)),
      }),
    },
    paces: { telegram: config.telegramPace },
    onTried: logSends(log),
    publicUrl: config.publicUrl,
    fresh: (update) => freshCodes(secret, update),
    routeOf: fileRoutes(uploads, telegram),
    async close() {
      await outbox.settle();
      await jobs.close();
      await pool.end();
    },
  };
}

const readers: Adapters["readers"] = {
  telegram: {
    decode: (payload) => decodeUpload(payload) ?? decodeTelegramUpdate(payload),
    callbackId: readCallbackId,
    maxFileBytes: maxTelegramBytes,
  },
  web: {
    decode: (payload) => decodeUpload(payload) ?? decodeWebMessage(payload),
    callbackId: () => null,
    maxFileBytes: maxUploadBytes,
  },
  zalo: { decode: () => null, callbackId: () => null, maxFileBytes: 0 },
};

function telegramBot({ telegram }: Config): TelegramBot | null {
  return telegram.kind === "off" ? null : { token: telegram.token, apiRoot: telegram.apiRoot };
}

function fileRoutes(uploads: UploadStore, telegram: TelegramBot | null): Adapters["routeOf"] {
  const fromUploads = { opener: uploads, maxBytes: maxUploadBytes };
  const fromTelegram = telegram && { opener: telegramFiles(telegram), maxBytes: maxTelegramBytes };
  return ({ channel, ref }) => {
    if (isUploadRef(ref)) return fromUploads;
    return channel === "telegram" ? (fromTelegram ?? undefined) : undefined;
  };
}
