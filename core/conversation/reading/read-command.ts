import { foldText } from "./fold-text.ts";

/** The jobs a person can ask for by name at any moment. */
export type CommandName =
  | "start"
  | "next"
  | "progress"
  | "open"
  | "back"
  | "change"
  | "why"
  | "submit"
  | "check"
  | "ranking"
  | "agency"
  | "laggards"
  | "compare"
  | "summary"
  | "links"
  | "help"
  | "cancel"
  | "language"
  | "skip"
  | "undo"
  | "notApplicable"
  | "evidence"
  | "sign"
  | "factor"
  | "delegate"
  | "appraise"
  | "council"
  | "submitForApproval"
  | "approve"
  | "appeal"
  | "reappraise"
  | "history"
  | "lastYear"
  | "round"
  | "trouble"
  | "reminders"
  | "standing"
  | "respondents";

/** A command with what was typed after it. */
export interface Command {
  readonly name: CommandName;
  /** Trimmed; empty when nothing followed. */
  readonly argument: string;
}

/** Every accepted spelling, folded and without spaces; the first is the one shown to people. */
export const commandWords: Readonly<Record<CommandName, readonly string[]>> = {
  start: ["batdau", "start", "menu", "xinchao", "chao", "hello", "hi", "alo"],
  next: ["chamtiep", "tieptuc", "next"],
  progress: ["tiendo", "progress"],
  open: ["tc", "tieuchi", "criterion"],
  back: ["lui", "quaylai", "back"],
  change: ["sua", "change", "edit"],
  why: ["visao", "why"],
  submit: ["nop", "submit"],
  check: ["kiemtra", "bienlai", "check"],
  ranking: ["xephang", "ranking"],
  agency: ["donvi", "agency"],
  laggards: ["cham", "laggards"],
  compare: ["sosanh", "compare"],
  summary: ["tomtat", "summary"],
  links: ["lienket", "links", "link"],
  help: ["trogiup", "help"],
  cancel: ["huy", "dunglai", "cancel", "stop"],
  language: ["ngonngu", "language", "lang"],
  skip: ["boqua", "skip"],
  undo: ["hoantac", "undo"],
  notApplicable: ["khongapdung", "na"],
  evidence: ["minhchung", "tailieu", "evidence"],
  sign: ["ky", "kyxacnhan", "sign"],
  factor: ["xacthuc", "factor"],
  delegate: ["uyquyen", "delegate"],
  appraise: ["thamdinh", "appraise"],
  council: ["hoidong", "council"],
  submitForApproval: ["trinh", "trinhduyet"],
  approve: ["pheduyet", "approve"],
  appeal: ["giaitrinh", "appeal"],
  reappraise: ["thamdinh2", "thamdinhlan2", "reappraise"],
  history: ["lichsu", "history"],
  lastYear: ["namtruoc", "lastyear"],
  round: ["dot", "kydanhgia", "round"],
  trouble: ["suco", "trouble"],
  standing: ["tinhhinh", "standing", "status"],
  respondents: [
    ...["khaosat", "dtxhh", "danhsachdtxhh", "danhsachkhaosat", "dieutraxahoihoc", "survey"],
    "respondents",
  ],
  reminders: ["nhac", "nhacviec", "reminders"],
};

const byWord: ReadonlyMap<string, CommandName> = new Map(
  (Object.keys(commandWords) as CommandName[]).flatMap((name) =>
    commandWords[name].map((word) => [word, name] as const),
  ),
);

/** Without a slash, other commands with words behind them are just talk: "nộp báo cáo đúng hạn". */
const takesArgument: ReadonlySet<CommandName> = new Set<CommandName>([
  "open",
  "change",
  "why",
  "check",
  "ranking",
  "agency",
  "compare",
  "language",
  "evidence",
  "appraise",
  "council",
  "history",
  "lastYear",
]);

/** Criterion codes: "2", "2.1.3". Segments may hold letters in a province's own scheme. */
const codeForm = /^[0-9A-Za-z]{1,6}(?:\.[0-9A-Za-z]{1,6})*$/;

/** Reads "2.1.3", "2_1_3" or "2-1-3" as a code; null when it is none. */
export function readCode(text: string): string | null {
  const code = text.trim().replaceAll(/[_-]/g, ".").replace(/\.$/, "");
  return codeForm.test(code) ? code : null;
}

/**
 * Reads a command typed with or without slash, diacritics, spaces inside its name, or case:
 * "/tiendo", "Tiến độ", "xep hang so", "/tc_2_1_3", "tc 2.1.3".
 */
export function readCommand(text: string): Command | null {
  const trimmed = text.trim();
  const slashed = /^[/\\]\s*([^\s@_]+)(?:@\S+)?[\s_]*([^]*)$/u.exec(trimmed);
  if (slashed) return readSlashed(slashed[1] ?? "", slashed[2] ?? "");
  return trimmed.length <= 60 && /^\p{L}/u.test(trimmed) ? readBare(trimmed) : null;
}

/** Whether the words are a command even where free text is expected: a slash, or nothing else. */
export function isUnmistakable(text: string, command: Command): boolean {
  if (/^\s*[/\\]/.test(text) || command.argument === "") return true;
  return command.name === "open" || command.name === "change" || command.name === "why"
    ? readCode(command.argument.split(" ")[0] ?? "") !== null && text.trim().length <= 24
    : false;
}

function readSlashed(head: string, rest: string): Command | null {
  const whole = foldText(head);
  const name = byWord.get(whole);
  if (name) return { name, argument: rest.trim() };
  return readBare(`${head} ${rest}`);
}

function readBare(text: string): Command | null {
  const words = text.trim().split(/\s+/);
  for (let taken = Math.min(3, words.length); taken >= 1; taken--) {
    const head = foldText(words.slice(0, taken).join(" ")).replaceAll(/[\s-]/g, "");
    const name = byWord.get(head);
    const argument = words.slice(taken).join(" ");
    if (name && (argument === "" || takesArgument.has(name))) return { name, argument };
    if (
      name === "appeal" &&
      /^(\d\S*|thongke|stats)$/.test(foldText(argument).replaceAll(" ", ""))
    ) {
      return { name, argument };
    }
  }
  return null;
}
