import { leafCodes } from "../bench-scheme.ts";

/** A message with its buttons, as long as the product's own at the same place of the dialogue. */
export interface Words {
  readonly text: string;
  readonly more: {
    readonly entities?: {
      readonly type: "bold";
      readonly offset: number;
      readonly length: number;
    }[];
    readonly reply_markup: {
      inline_keyboard: { readonly text: string; readonly callback_data: string }[][];
    };
    readonly link_preview_options: { readonly is_disabled: true };
  };
}

/** Greets and offers to begin. */
export function menuWords(): Words {
  const text = [
    "Chào anh/chị. Kỳ đánh giá đang mở để tự chấm, hạn đến hết ngày 31/12/2099.",
    `Đã chấm 0/${leafCodes.length} tiêu chí.`,
  ].join("\n");
  return words("", text, [
    [button("Bắt đầu chấm", `next:${leafCodes.at(-1) ?? ""}`)],
    [button("Danh sách tiêu chí", "list"), button("Tiến độ", "progress")],
    [button("Nộp", "submit")],
    [button("Liên kết", "links"), button("Trợ giúp", "help")],
  ]);
}

/** Asks for a leaf's figures. */
export function questionWords(leaf: number): Words {
  const code = leafCodes[leaf];
  if (code === undefined)
    return words("", "Anh/chị đã chấm hết các tiêu chí.", [[button("Nộp", "submit")]]);
  const text = [
    `Tiêu chí ${leaf + 1}/${leafCodes.length}, tối đa 1 điểm. Từ 80% trở lên: 1 × tỷ lệ; dưới 80%: 0 điểm.`,
    "",
    "Anh/chị cho biết số đã làm và tổng số, ví dụ 18/20.",
  ].join("\n");
  return words(titleOf(code), text, [
    [button("Hướng dẫn", `guide:${code}`), button("Bỏ qua", `skip:${code}`)],
    [
      button("Không áp dụng", `notApplicable:${code}`),
      button("Lùi lại", "back"),
      button("Dừng", "cancel"),
    ],
  ]);
}

/** Tells the points and asks for the proof. */
export function savedWords(leaf: number, done: number, total: number): Words {
  const code = leafCodes[leaf] ?? "";
  const points = String(done / total).replace(".", ",");
  const percent = String((done / total) * 100).replace(".", ",");
  const text = [
    `${done}/${total} = ${percent}% ≥ 80% → ${percent}% × 1 = ${points} điểm`,
    `Biên nhận: ${receiptOf(leaf, done)}`,
    "",
    "Anh/chị gửi tài liệu kiểm chứng (tệp PDF, Word, Excel hoặc ảnh, tối đa 20 MB), hoặc ghi số, ký hiệu, ngày và cơ quan ban hành văn bản. Nếu không có tài liệu, anh/chị giải trình đầy đủ, ít nhất 50 ký tự.",
  ].join("\n");
  return words(`${titleOf(code)}: ${points} điểm`, text, [
    [button("Ghi số văn bản", `cite:${code}`), button("Giải trình", `explain:${code}`)],
    [button("Gửi tệp lớn", `upload:${code}`), button("Để sau", `later:${code}`)],
    [button("Lùi lại", "back"), button("Dừng", "cancel")],
  ]);
}

/** Says what is accepted. */
export function refusedWords(): Words {
  return words("", "Xin nhập theo dạng 18/20.", []);
}

/** Reads "18/20"; null when it is something else or below the rule's floor. */
export function readPair(text: string): { readonly done: number; readonly total: number } | null {
  const [, first, second] = /^(\d{1,6})\s*\/\s*(\d{1,6})$/.exec(text.trim()) ?? [];
  const done = Number(first);
  const total = Number(second);
  return done <= total && total > 0 ? { done, total } : null;
}

function titleOf(code: string): string {
  return `${code}. Tỷ lệ hồ sơ thủ tục hành chính được giải quyết đúng hạn, nhóm ${code}`;
}

function receiptOf(leaf: number, done: number): string {
  return `B${String(leaf).padStart(4, "0")}X${String(done).padStart(4, "0")}`;
}

function button(text: string, callback_data: string): { text: string; callback_data: string } {
  return { text, callback_data };
}

function words(
  title: string,
  body: string,
  inline_keyboard: Words["more"]["reply_markup"]["inline_keyboard"],
): Words {
  return {
    text: title === "" ? body : `${title}\n${body}`,
    more: {
      ...(title !== "" && { entities: [{ type: "bold", offset: 0, length: title.length }] }),
      reply_markup: { inline_keyboard },
      link_preview_options: { is_disabled: true },
    },
  };
}
