import type { Effect } from "./effect.ts";
import type { IncomingFile } from "./incoming-file.ts";

export type { IncomingFile } from "./incoming-file.ts";

/** What a person did in a chat, with nothing left of the channel it came from. */
export type ChatInput =
  | { readonly kind: "text"; readonly text: string }
  | {
      readonly kind: "choice";
      readonly key: string;
      /** The message whose button was pressed, where the channel can edit it. */
      readonly messageId: string | null;
    }
  | {
      readonly kind: "file";
      readonly file: IncomingFile;
      /** Words sent along with the file; empty when none. */
      readonly caption: string;
      /** Files sent together share one group; null for a single file. */
      readonly group: string | null;
      /** What a one-time upload page was opened for; absent when the file came by the chat itself. */
      readonly target?: { readonly code: string; readonly wanted: string | null };
    }
  /** Something arrived that this channel cannot hand over: a sticker, a voice message. */
  | { readonly kind: "unreadable"; readonly what: string };

/** A button under a reply. A channel without buttons numbers the choices instead. */
export interface Choice {
  /** At most 64 bytes: Telegram carries it as callback data. */
  readonly key: string;
  readonly label: string;
}

/** One message back to the person. */
export interface Reply {
  /** Shown in bold above the text, where the channel can. */
  readonly title?: string;
  /** Plain text; line breaks count. */
  readonly text: string;
  /** Rows of buttons. */
  readonly choices?: readonly (readonly Choice[])[];
  /** A link to open, shown as a button where the channel can. */
  readonly link?: { readonly label: string; readonly url: string };
  /**
   * A piece of evidence for this person to have in the chat, where the channel can send files;
   * elsewhere the link opens it.
   */
  readonly document?: { readonly evidenceId: string; readonly staffId: string };
  /** A picture above the words; the label is for whoever cannot see it. */
  readonly picture?: {
    readonly id: string;
    readonly label: string;
    /** In pixels. */
    readonly width: number;
    readonly height: number;
  };
  /** Takes the place of the message whose button was pressed, where the channel can edit. */
  readonly replacesPressed?: boolean;
  /** Holds a secret: what is kept of it is blotted out some minutes after it was sent. */
  readonly isSecret?: boolean;
}

/** What one input leads to. */
export interface Turn<State> {
  readonly state: State;
  readonly replies: readonly Reply[];
  readonly effects: readonly Effect[];
}
