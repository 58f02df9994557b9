/** The parts of the Bot API's objects that the fake makes and reads. */
export interface WireUser {
  readonly id: number;
  readonly is_bot: boolean;
  readonly first_name: string;
  readonly username?: string;
  readonly language_code?: string;
}

/** A private chat. */
export interface WireChat {
  readonly id: number;
  readonly type: "private";
  readonly first_name?: string;
}

/** A button under a message. */
export interface WireButton {
  readonly text: string;
  readonly callback_data?: string;
  readonly url?: string;
}

/** A formatted part of a text; offset and length in UTF-16 units. */
export interface WireEntity {
  readonly type: string;
  readonly offset: number;
  readonly length: number;
}

/** A message; a new object after each edit, so that what a test holds does not change. */
export interface WireMessage {
  readonly message_id: number;
  readonly date: number;
  readonly chat: WireChat;
  readonly from?: WireUser;
  readonly edit_date?: number;
  readonly text?: string;
  readonly entities?: readonly WireEntity[];
  readonly caption?: string;
  readonly document?: WireFile & { readonly file_name?: string; readonly mime_type?: string };
  readonly photo?: readonly (WireFile & { readonly width: number; readonly height: number })[];
  readonly media_group_id?: string;
  readonly reply_markup?: { readonly inline_keyboard: readonly (readonly WireButton[])[] };
  readonly [other: string]: unknown;
}

/** A file as messages name it. */
export interface WireFile {
  readonly file_id: string;
  readonly file_unique_id: string;
  readonly file_size?: number;
}

/** An update: its number and one part that says what happened. */
export interface WireUpdate {
  readonly update_id: number;
  readonly [kind: string]: unknown;
}

/** The parameters of a call, whichever way they were encoded. */
export type Payload = Readonly<Record<string, unknown>>;

/** The Bot API says no. */
export class ApiRefusal extends Error {
  override readonly name = "ApiRefusal";
  readonly code: number;
  readonly retryAfter: number | undefined;

  constructor(code: number, description: string, retryAfter?: number) {
    super(description);
    this.code = code;
    this.retryAfter = retryAfter;
  }
}
