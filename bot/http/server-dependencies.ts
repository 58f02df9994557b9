import type { FastifyBaseLogger, FastifyInstance } from "fastify";
import type pg from "pg";
import type { WebFeed } from "../../adapters/channels/web/web-feed.ts";
import type { PdfStamper } from "../../adapters/documents/pdf/pdf-stamper.ts";
import type { UploadStore } from "../../adapters/files/upload-store.ts";
import type { ChatAddress, Clock, Inbox } from "../../usecases/ports.ts";
import type { FileStore } from "../../usecases/file-ports.ts";
import type { Redemption } from "../../usecases/redeem-code.ts";

/** A demo person who may be entered as with one click. */
export interface Persona {
  readonly staffCode: string;
  readonly name: string;
  /** What the person does, in a few words. */
  readonly duty: string;
  readonly agency: string;
}

/** A part the server needs to be of use; each check throws when its part is not. */
export interface HealthChecks {
  /** By the name that /readyz shows: "database", "files", "queue". */
  readonly parts: Readonly<Record<string, () => Promise<void>>>;
  /** How each channel is, in a sentence: "Telegram tắt: chưa có TELEGRAM_BOT_TOKEN". */
  readonly channels: () => readonly string[];
}

/** What the HTTP server needs from the outside. */
export interface ServerDependencies {
  /** The address people use, without a slash at the end. */
  readonly publicUrl: string;
  /** Proxies by name, address or range, with commas; by default those of this machine. */
  readonly trustedProxies: string;
  readonly isDemo: boolean;
  /** Shown on the pages: "tỉnh Minh Sơn"; empty when not set. */
  readonly province: string;
  readonly version: string;
  readonly log: FastifyBaseLogger;
  readonly clock: Clock;
  readonly pool: pg.Pool;
  readonly feed: WebFeed;
  /** Keeps what was said and sees to it that it is played. */
  readonly receive: Inbox["receive"];
  /** Plays what waits in a chat; must not throw. */
  readonly wake: (chat: ChatAddress) => void;
  /** Uses up a one-time code; `source` is from `sourceOfAddress`. */
  readonly redeem: (code: string, source: string) => Promise<Redemption>;
  /** Names an address for counting wrong codes without keeping it readable. */
  readonly sourceOfAddress: (address: string) => string;
  /** Asked only in demo mode. */
  readonly personas: () => Promise<readonly Persona[]>;
  /** Key of the signatures of links to evidence. */
  readonly linkKey: string;
  readonly files: FileStore;
  readonly stamper: PdfStamper;
  readonly uploads: UploadStore;
  readonly health: HealthChecks;
  /** Further routes, such as webhooks; they stand outside the pages' same-origin check. */
  readonly routes?: readonly ((app: FastifyInstance) => void)[];
}
