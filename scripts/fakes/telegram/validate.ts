import { ApiRefusal, type Payload, type WireButton, type WireEntity } from "./wire.ts";

const tags: Readonly<Record<string, string>> = {
  b: "bold",
  strong: "bold",
  i: "italic",
  em: "italic",
  u: "underline",
  ins: "underline",
  s: "strikethrough",
  strike: "strikethrough",
  del: "strikethrough",
  a: "text_link",
  code: "code",
  pre: "pre",
  blockquote: "blockquote",
  "tg-spoiler": "spoiler",
};
const named: Readonly<Record<string, string>> = {
  "&lt;": "<",
  "&gt;": ">",
  "&amp;": "&",
  "&quot;": '"',
};

/** A text with its formatting, as the message will carry it. */
export interface FormattedText {
  readonly text: string;
  readonly entities: readonly WireEntity[];
}

/** Reads and checks the text of a message: HTML, white space, length. */
export function readText(payload: Payload): FormattedText {
  const formatted = format(payload, "text", "entities");
  if (formatted.text === "") throw bad("message text is empty");
  if (formatted.text.length > 4096) throw bad("message is too long");
  return formatted;
}

/** Reads and checks the caption of a file, which may be empty. */
export function readCaption(payload: Payload): FormattedText {
  const formatted = format(payload, "caption", "caption_entities");
  if (formatted.text.length > 1024) throw bad("message caption is too long");
  return formatted;
}

/** Reads and checks the buttons; undefined when there are none. */
export function readKeyboard(
  payload: Payload,
): { inline_keyboard: readonly (readonly WireButton[])[] } | undefined {
  const markup = payload["reply_markup"];
  if (typeof markup !== "object" || markup === null) return undefined;
  const rows = (markup as { inline_keyboard?: unknown }).inline_keyboard;
  if (!Array.isArray(rows)) return undefined;

  const keyboard = rows.map((row) => {
    if (!Array.isArray(row)) throw bad('field "inline_keyboard" must be an Array of Arrays');
    return (row as WireButton[]).map(checkButton);
  });
  const count = keyboard.reduce((sum, row) => sum + row.length, 0);
  if (count > 100) throw bad("reply markup is too long");
  return count === 0 ? undefined : { inline_keyboard: keyboard };
}

/** Makes a refusal of a request that is wrong in itself. */
export function bad(description: string): ApiRefusal {
  return new ApiRefusal(400, `Bad Request: ${description}`);
}

function checkButton(button: WireButton): WireButton {
  if (typeof button.text !== "string" || button.text === "") {
    throw bad("can't parse inline keyboard button: Text is empty");
  }
  const { callback_data: data, url } = button;
  if (data === undefined && url === undefined) {
    throw bad(
      "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    );
  }
  if (data !== undefined && (data === "" || Buffer.byteLength(data) > 64)) {
    throw bad("BUTTON_DATA_INVALID");
  }
  if (url !== undefined && !isPublicAddress(url)) {
    throw bad(`inline keyboard button URL '${url}' is invalid: Wrong HTTP URL`);
  }
  return button;
}

function isPublicAddress(url: string): boolean {
  return URL.canParse(url) && new URL(url).hostname.includes(".");
}

function format(payload: Payload, textField: string, entitiesField: string): FormattedText {
  const raw = payload[textField];
  if (raw !== undefined && typeof raw !== "string") throw bad("strings must be encoded in UTF-8");
  const given = raw ?? "";
  if (payload["parse_mode"] === "HTML") return parseHtml(given);
  const entities = (payload[entitiesField] ?? []) as readonly WireEntity[];
  for (const { offset, length } of entities) {
    if (offset < 0 || length <= 0 || offset + length > given.length) {
      throw bad("ENTITY_BOUNDS_INVALID");
    }
  }
  // Leading white space moves what stands behind it.
  const shift = given.length - given.trimStart().length;
  const moved = entities.map((each) => ({ ...each, offset: Math.max(0, each.offset - shift) }));
  return { text: given.trim(), entities: moved };
}

function parseHtml(html: string): FormattedText {
  const found: Found = { open: [], entities: [] };
  let text = "";
  for (const [token] of html.matchAll(/<[^>]*>?|&[a-z]+;|[^<&]+|&/g)) {
    if (token.startsWith("<")) takeTag(token, text, found);
    else text += named[token] ?? token;
  }
  const last = found.open.at(-1);
  if (last) throw unparsable(`Can't find end tag corresponding to start tag "${last.tag}"`);
  return { text: text.trim(), entities: found.entities };
}

interface Found {
  readonly open: { readonly tag: string; readonly offset: number }[];
  readonly entities: WireEntity[];
}

function takeTag(token: string, text: string, found: Found): void {
  const [, slash, tag = ""] = /^<(\/?)([a-z-]*)/i.exec(token) ?? [];
  const type = token.endsWith(">") ? tags[tag] : undefined;
  if (type === undefined) {
    throw unparsable(`Unsupported start tag "${tag}" at byte offset ${Buffer.byteLength(text)}`);
  }
  if (slash === "/") closeTag(tag, text, found);
  else found.open.push({ tag, offset: text.length });
}

function closeTag(tag: string, text: string, { open, entities }: Found): void {
  const opened = open.pop();
  if (opened?.tag !== tag) {
    throw unparsable(`Unmatched end tag, expected "</${opened?.tag ?? ""}>"`);
  }
  const length = text.length - opened.offset;
  if (length > 0) entities.push({ type: tags[tag] ?? tag, offset: opened.offset, length });
}

function unparsable(why: string): ApiRefusal {
  return bad(`can't parse entities: ${why}`);
}
