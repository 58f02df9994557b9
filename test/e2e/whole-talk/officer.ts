import { aPdf } from "../../sample-files.ts";
import { type Act, type Door, type Heard, lastOf, pressing, saying } from "./door.ts";
import type { Fact, KnownLeaf } from "./leaf-facts.ts";

/** Long enough to stand in for documents. */
export const explanation =
  "Đơn vị đã thực hiện đầy đủ theo kế hoạch; số liệu lấy từ báo cáo công tác cải cách hành chính năm.";

/** An officer who reads what the bot asks and answers just that. */
export interface Officer {
  /** What to do about a message; null when all leaves are scored. */
  reactTo(heard: Heard): Act | null;
  /** How many files were sent. */
  filesSent(): number;
}

/** An officer who knows the facts of the leaves given. */
export function anOfficerWho(knows: ReadonlyMap<string, KnownLeaf>): Officer {
  const memory: Memory = { knows, code: "", told: new Map(), proofs: 0, places: 0, files: 0 };
  return {
    reactTo: (heard) => {
      const title = /^(\d+(?:\.\d+)+)\. /.exec(heard.text)?.[1];
      if (title !== undefined) memory.code = title;
      const seen = [heard.text, ...heard.buttons.map((label) => `[${label}]`)].join("\n");
      const reaction = reactions.find(([words]) => words.test(seen));
      if (!reaction) throw new Error(`the officer does not know what to do about:\n${seen}`);
      return reaction[1](memory, heard);
    },
    filesSent: () => memory.files,
  };
}

/** Lets an officer answer from a first message on until the bot says that all is scored. */
export async function answerAll(door: Door, officer: Officer, first: Heard): Promise<void> {
  let heard = first;
  for (let turns = 0; turns < 1_000; turns += 1) {
    const act = officer.reactTo(heard);
    if (act === null) return;
    heard = lastOf(await door.ask(act));
  }
  throw new Error("the bot never stops asking");
}

interface Memory {
  readonly knows: ReadonlyMap<string, KnownLeaf>;
  /** The leaf whose title was read last. */
  code: string;
  /** How many facts of a leaf were told. */
  readonly told: Map<string, number>;
  proofs: number;
  places: number;
  files: number;
}

type React = (memory: Memory, heard: Heard) => Act | null;

/** By the words or the buttons the bot asks with; the first that fits counts. */
const reactions: readonly (readonly [RegExp, React])[] = [
  [/Đã chấm đủ \d+ tiêu chí/, () => null],
  [/\[Bắt đầu tự chấm\]/, () => pressing("Bắt đầu tự chấm")],
  [/Anh\/chị muốn nhập .+ hay .+\?/, (_, { buttons }) => pressing(buttons[0] ?? "")],
  [
    /Vì sao tiêu chí này không áp dụng/,
    ({ knows, code }) => saying(knows.get(code)?.notApplicable ?? ""),
  ],
  [/Số, ký hiệu của văn bản\?/, ({ proofs }) => saying(`${proofs}/BC-TCB`)],
  [/: ban hành ngày nào\?/, () => saying("05/12/2025")],
  [/: cơ quan nào ban hành\?/, () => saying("Phòng Tổ chức cán bộ")],
  [/Nội dung kiểm chứng nằm ở mục nào/, tellPlace],
  [/Tiêu chí này được 0 điểm|Anh\/chị giải trình đầy đủ/, () => saying(explanation)],
  [/\[Nêu số văn bản\]/, giveProof],
  [/Nhập dạng/, tellFact("pair")],
  [/nhập có \/ không/, tellFact("yesNo")],
  [/\[Xong: /, markBoxes],
  [/Nhập một số nguyên/, tellFact("count")],
  [/Nhập một số, ví dụ/, tellFact("figure")],
  [/Nhập ngày/, tellFact("date")],
];

function tellPlace(memory: Memory): Act {
  memory.places += 1;
  return memory.places % 2 === 0 ? pressing("Toàn bộ văn bản") : saying("mục II.3, trang 5");
}

/** A file, a document in one line, a document step by step and an explanation take turns. */
function giveProof(memory: Memory): Act {
  memory.proofs += 1;
  const { proofs } = memory;
  switch (proofs % 4) {
    case 1:
    case 3:
      if (proofs % 8 === 3) return pressing("Nêu số văn bản");
      memory.files += 1;
      return { kind: "send", bytes: aPdf("", proofs), name: `Tài liệu ${proofs}.pdf` };
    case 2:
      return saying(`${proofs}/KH-S1; 20/01/2025; Sở Thử`);
    default:
      return pressing("Giải trình");
  }
}

function tellFact(form: Exclude<Fact["form"], "boxes">): React {
  return (memory, { buttons }) => {
    const known = memory.knows.get(memory.code);
    if (known?.notApplicable) return pressing("Không áp dụng");
    const fact = nextFact(memory);
    if (fact?.form !== form) throw new Error(`${memory.code}: a ${form} is asked out of turn`);
    if (fact.form === "yesNo") return yesOrNo(fact.yes, memory.proofs % 2 === 0);
    const none = buttons.find((label) => /^Không có (vi phạm|trường hợp nào)$/.test(label));
    return fact.said === "0" && none !== undefined ? pressing(none) : saying(fact.said);
  };
}

function yesOrNo(yes: boolean, byButton: boolean): Act {
  const word = yes ? "Có" : "Không";
  return byButton ? pressing(word) : saying(word.toLowerCase());
}

/** Presses the next box that is not as it should be, or says that it is done. */
function markBoxes(memory: Memory, { buttons }: Heard): Act {
  const fact = memory.knows.get(memory.code)?.facts[0];
  if (fact?.form !== "boxes") throw new Error(`${memory.code}: boxes are asked out of turn`);
  const boxes = buttons.filter((label) => /^[☐☑]/u.test(label));
  const wrong = boxes.find((label, at) => label.startsWith("☑") !== fact.marked.includes(at));
  return pressing(wrong ?? buttons.find((label) => label.startsWith("Xong")) ?? "");
}

function nextFact({ knows, code, told }: Memory): Fact | undefined {
  const at = told.get(code) ?? 0;
  told.set(code, at + 1);
  return knows.get(code)?.facts[at];
}
