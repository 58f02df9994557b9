import type {
  CouncilItem,
  CouncilVote,
  Motion,
  VoidReason,
  VoteManner,
} from "../../../council/council.ts";
import type { FigureDifference } from "../../../council/figures.ts";
import type { Tally, VoteChoice, VoteOutcome } from "../../../council/outcome.ts";
import { type CouncilRules, type Share, mayCast } from "../../../council/rules.ts";
import { clipped, quoted } from "../local-time.ts";
import { instantVi, numberVi, pointsVi, printedVi } from "./words.ts";

/** "tán thành", "không tán thành", "ý kiến khác". */
export function choiceVi(choice: VoteChoice): string {
  return { agree: "tán thành", disagree: "không tán thành", other: "ý kiến khác" }[choice];
}

/** How a vote came. */
export function mannerVi(manner: VoteManner): string {
  return { chat: "qua ứng dụng", hand: "tại cuộc họp", written: "bằng văn bản" }[manner];
}

/** What came of a vote. */
export function outcomeVi(outcome: VoteOutcome): string {
  const words: Readonly<Record<VoteOutcome, string>> = {
    passed: "thông qua",
    notPassed: "không thông qua",
    notQuorate: "chưa đủ số phiếu",
  };
  return words[outcome];
}

/** Where an item stands, in one or two words. */
export function statusOfItemVi({ status, decision }: CouncilItem): string {
  if (decision) return outcomeVi(decision.outcome);
  return status === "voting" ? "đang biểu quyết" : "chưa xem xét";
}

/** What a majority makes true. */
export function motionVi(motion: Motion): string {
  switch (motion.kind) {
    case "accept":
      return "theo đề nghị nêu trên";
    case "refuse":
      return "không công nhận nội dung đã kê khai";
    case "setPoints":
      return `cho ${pointsVi(motion.points)}`;
  }
}

/** A vote counted. */
export function tallyVi({ members, agree, disagree, other, absent, interested }: Tally): string {
  return [
    `Tán thành ${agree}, không tán thành ${disagree}, ý kiến khác ${other}, chưa biểu quyết ${absent}`,
    `(trên ${members} thành viên được biểu quyết${interested > 0 ? `; ${interested} thành viên có lợi ích liên quan không tham gia` : ""}).`,
  ].join(" ");
}

/** One vote as the minutes show it. */
export function voteVi({ name, choice, manner, opinion, enteredBy }: CouncilVote): string {
  const by = enteredBy === null ? "" : `, ${enteredBy} ghi thay`;
  const words = opinion === null ? "" : `: “${quoted(opinion, 300)}”`;
  return `${name}: ${choiceVi(choice)} (${mannerVi(manner)}${by})${words}`;
}

/** The rules of the vote in words. */
export function rulesVi(rules: CouncilRules): string {
  const { quorum, majority, majorityOf } = rules;
  const of = majorityOf === "members" ? "tổng số thành viên được biểu quyết" : "số phiếu";
  const casting = mayCast(rules) ? " Khi số phiếu bằng nhau, ý kiến của Chủ tịch quyết định." : "";
  return `Biểu quyết hợp lệ khi ${shareVi(quorum)} số thành viên cho ý kiến (dự họp hoặc bằng văn bản); được thông qua khi ${shareVi(majority)} ${of} tán thành.${casting}`;
}

/** A figure that differs, by name. */
function differenceVi({ group, agencyCode, what, before, now }: FigureDifference): string {
  if (agencyCode === null) return `bộ tiêu chí của nhóm ${group} đã đổi phiên bản`;
  const values = `${valueVi(what, before)} → ${valueVi(what, now)}`;
  return `đơn vị ${agencyCode}, ${whatVi(what)}: ${values}`;
}

/** Why a closing does not hold. */
export function voidVi(why: VoidReason): string {
  if (why.kind === "changed")
    return `Số liệu đã thay đổi sau khi chốt: ${differenceVi(why.difference)}.`;
  return `${why.by} mở lại phiên họp. Lý do: ${quoted(why.reason, 400)}.`;
}

/** A question or reason in a list, cut. */
export function shortVi(text: string): string {
  return clipped(text, 160);
}

/** When the meeting was opened, by whom. */
export function meetingVi(meeting: { readonly at: string; readonly by: string }): string {
  return `Phiên họp mở lúc ${instantVi(meeting.at)} (${meeting.by} mở).`;
}

function shareVi({ num, den, isMoreThan }: Share): string {
  if (num === den) return "toàn bộ";
  return `${isMoreThan ? "quá" : "ít nhất"} ${num}/${den}`;
}

const totalWords: Readonly<Record<string, string>> = {
  achieved: "tổng điểm đạt được",
  applicableMax: "tổng điểm tối đa áp dụng",
  bonus: "điểm thưởng",
  penalty: "điểm trừ",
  index: "Chỉ số",
  band: "xếp loại",
  rank: "thứ hạng",
  declared: "nội dung kê khai (thưởng, trừ, khống chế, không áp dụng)",
};

function whatVi(what: string): string {
  if (what.endsWith("@")) return `tiêu chí ${what.slice(0, -1)}`;
  return totalWords[what] ?? `tiêu chí ${what}`;
}

function valueVi(what: string, value: string | null): string {
  if (value === null) return "không có";
  if (what.endsWith("@")) return sourceVi(value);
  if (what === "index") return printedVi(value);
  const isPlain = what === "band" || what === "rank" || what === "declared";
  if (isPlain || !/^-?\d+$/.test(value))
    return value === "-" ? "không áp dụng" : clipped(value, 80);
  return numberVi(Number(value));
}

const stepWords: Readonly<Record<string, string>> = {
  self: "giá trị tự chấm",
  appraised: "giá trị thẩm định",
  explained: "giá trị sau giải trình",
  council: "giá trị do Hội đồng kết luận",
};

/** "council 2" is the second value of the council's step. */
function sourceVi(source: string): string {
  const [step = "", version = ""] = source.split(" ");
  return `${stepWords[step] ?? step}, lần ${version}`;
}
