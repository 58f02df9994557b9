import { leafCodes, leafCount } from "./bench-scheme.ts";

/** Updates of one criterion: the figures typed, then "later" pressed under the wish for proof. */
export const updatesPerLeaf = 2;

/** Updates of the whole dialogue, without the two that open it. */
export const dialogueLength = leafCount * updatesPerLeaf;

/** Telegram's id of the officer with this number, from 0. */
export function chatIdOf(officer: number): number {
  return 5_000_000_001 + officer;
}

/** Points that the officer's answer to a leaf is worth, in ten-thousandths. */
export function pointsOf(officer: number, leaf: number): number {
  return doneOf(officer, leaf) * 500;
}

/**
 * What an officer sends at a step, as Telegram would deliver it but for its number. Steps -2 and -1
 * open the dialogue; from 0 on an even step answers a leaf and an odd one puts its proof off.
 */
export function contentAt(officer: number, step: number): Readonly<Record<string, unknown>> {
  if (step === -2) return message(officer, step, "/batdau");
  if (step === -1) return press(officer, step, `next:${leafCodes.at(-1) ?? ""}`);
  const leaf = Math.floor(step / updatesPerLeaf);
  return step % updatesPerLeaf === 0
    ? message(officer, step, `${doneOf(officer, leaf)}/20`)
    : press(officer, step, `later:${leafCodes[leaf] ?? ""}`);
}

/** From 80 % to 100 %: every answer is worth points. */
function doneOf(officer: number, leaf: number): number {
  return 16 + ((officer + leaf) % 5);
}

function message(officer: number, step: number, text: string): Readonly<Record<string, unknown>> {
  const isCommand = text.startsWith("/");
  return {
    message: {
      message_id: messageId(step),
      from: personOf(officer),
      chat: chatOf(officer),
      date: 1_790_000_000 + step,
      text,
      ...(isCommand && { entities: [{ type: "bot_command", offset: 0, length: text.length }] }),
    },
  };
}

/** Telegram sends the whole message along whose button was pressed. */
function press(officer: number, step: number, data: string): Readonly<Record<string, unknown>> {
  return {
    callback_query: {
      id: `${chatIdOf(officer)}${step + 10}`,
      from: personOf(officer),
      chat_instance: String(7_000_000_000 + officer),
      data,
      message: {
        message_id: messageId(step),
        from: { id: 1_000_001, is_bot: true, first_name: "Chấm", username: "cham_thu_bot" },
        chat: chatOf(officer),
        date: 1_790_000_000 + step,
        text: pressedText,
        reply_markup: { inline_keyboard: keyboard(data) },
      },
    },
  };
}

const pressedText = [
  "Đã ghi tiêu chí: 0,9 điểm",
  "18/20 = 90% ≥ 80% → 90% × 1 = 0,9 điểm",
  "Biên nhận: 7KQ2-MXRT-9A",
  "",
  "Mời anh/chị gửi tài liệu kiểm chứng (tệp PDF, Word, Excel hoặc ảnh, tối đa 20 MB), hoặc ghi số, ký hiệu, ngày và cơ quan ban hành văn bản. Nếu không có tài liệu, anh/chị giải trình đầy đủ, ít nhất 50 ký tự.",
].join("\n");

function keyboard(data: string): readonly (readonly unknown[])[] {
  const code = data.slice(data.indexOf(":") + 1);
  return [
    [
      { text: "Ghi số văn bản", callback_data: `cite:${code}` },
      { text: "Giải trình", callback_data: `explain:${code}` },
    ],
    [
      { text: "Gửi tệp lớn", callback_data: `upload:${code}` },
      { text: "Để sau", callback_data: data },
    ],
  ];
}

function personOf(officer: number): Readonly<Record<string, unknown>> {
  const id = chatIdOf(officer);
  return { id, is_bot: false, first_name: `Cán bộ ${officer + 1}`, language_code: "vi" };
}

function chatOf(officer: number): Readonly<Record<string, unknown>> {
  return { id: chatIdOf(officer), first_name: `Cán bộ ${officer + 1}`, type: "private" };
}

function messageId(step: number): number {
  return 1_000 + step;
}
