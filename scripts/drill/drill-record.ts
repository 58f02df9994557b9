/** What a person said, and what it is meant to do. */
export type Meant =
  | { readonly kind: "open"; readonly code: string }
  | { readonly kind: "answer"; readonly code: string; readonly done: number }
  | { readonly kind: "file"; readonly code: string; readonly sha256: string }
  | { readonly kind: "document"; readonly code: string; readonly number: string }
  | { readonly kind: "place"; readonly code: string }
  | { readonly kind: "handIn" }
  | { readonly kind: "look" };

/** One thing that a person said, as the messenger knows it. */
export interface Saying {
  /** Under which number the messenger delivered it. */
  readonly updateId: string;
  readonly chatId: string;
  readonly agency: number;
  /** Known better afterwards where the bot asks to look again before it hands in. */
  meant: Meant;
  /** Until the answer was in the chat; null when none came, or when nobody waited for one. */
  heardAfterMs: number | null;
  /** False for what is said without waiting, such as before blocking the bot. */
  readonly isAwaited: boolean;
}

/** A message of the bot, as it stands in a person's chat. */
export interface HeardMessage {
  readonly messageId: string;
  readonly text: string;
}

/** A chat as the messenger saw it. */
export interface HeardChat {
  readonly chatId: string;
  readonly isBlocked: boolean;
  /** Everything that came, also what came twice. */
  readonly messages: readonly HeardMessage[];
}

/** All that the messenger knows at the end: the account that the database must agree with. */
export interface DrillRecord {
  readonly sayings: readonly Saying[];
  readonly chats: readonly HeardChat[];
  /** Agencies whose hand-in was confirmed to them, by place; the others never came to it. */
  readonly agencies: number;
}
