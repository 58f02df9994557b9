import type {
  CouncilDecision,
  CouncilFacts,
  CouncilItem,
  ItemValue,
} from "../../../council/council.ts";
import type { Tally } from "../../../council/outcome.ts";
import { type CouncilRefusal, type VoteRefusal, isIdle } from "../../../council/voting.ts";
import type { CouncilButton, CouncilMessages } from "../catalogue/council.ts";
import { clipped, quoted } from "../local-time.ts";
import { packVi } from "./council-pack.ts";
import {
  choiceVi,
  mannerVi,
  meetingVi,
  motionVi,
  outcomeVi,
  rulesVi,
  shortVi,
  statusOfItemVi,
  tallyVi,
  voidVi,
  voteVi,
} from "./council-words.ts";
import { instantVi, pointsVi, stageVi, marksVi } from "./words.ts";

/** The council's agenda, votes and decisions, in Vietnamese. */
export const councilVi: CouncilMessages = {
  title: () => "Hội đồng thẩm định",
  noRound: () => "Chưa có kỳ đánh giá nào để Hội đồng xem xét.",
  button: (name) => buttons[name],
  agenda: ({ facts, lines, page, pages }) =>
    [
      ...marksVi(facts.round),
      `${facts.round.title}\nGiai đoạn: ${stageVi(facts.round.stage)}.`,
      standingVi(facts),
      `${membersVi(facts)}\n${rulesVi(facts.rules)}`,
      facts.items.length === 0
        ? "Chưa có nội dung nào trong chương trình."
        : `${countsVi(facts)}${pages > 1 ? `\nTrang ${page}/${pages}` : ""}`,
      ...lines.map((item) => `${item.number}. [${statusOfItemVi(item)}] ${shortVi(item.proposal)}`),
    ].join("\n\n"),
  itemButton: (item) => `${item.number}. ${statusOfItemVi(item)}`,
  itemTitle: (number) => `Nội dung ${number}`,
  noSuchItem: (number) =>
    `Chương trình không có nội dung số ${clipped(number, 10)}. Anh/chị mở /hoidong để xem danh sách.`,
  item: ({ facts, item, result, seesVotes, own, out }) =>
    [
      ...marksVi(facts.round),
      item.proposal,
      ...(item.value ? [valueVi(item.value)] : []),
      `Nội dung biểu quyết: ${motionVi(item.motion)}.\nTình trạng: ${statusOfItemVi(item)}.`,
      ...(seesVotes && item.status !== "waiting" ? [votesVi(item, result.tally)] : []),
      ...(item.interests.length > 0
        ? [`Có lợi ích liên quan: ${item.interests.map(({ name }) => name).join(", ")}.`]
        : []),
      ...(item.decision ? [decisionVi(item.decision)] : []),
      ...(out ? [outVi(out)] : []),
      ...(own ? [`Phiếu của anh/chị: ${choiceVi(own.choice)} (${mannerVi(own.manner)}).`] : []),
    ].join("\n\n"),
  refused: ({ why, facts, item }) => refusedVi(why, facts, item),
  wordsWanted: () =>
    "Anh/chị ghi rõ nội dung, từ 5 đến 1.500 ký tự. Chưa ghi nhận; anh/chị nhập lại, hoặc gõ /huy để dừng.",
  askOpinion: ({ number }) => `Nội dung ${number}: đề nghị nhập ý kiến khác của thành viên.`,
  voted: ({ item, given, receipt, name }) =>
    [
      `Đã ghi phiếu${name === null ? "" : ` của ${name}`}, nội dung ${item.number}: ${choiceVi(given.choice)}${given.opinion === null ? "" : `, “${quoted(given.opinion, 300)}”`} (${mannerVi(given.manner)}).\nBiên nhận: ${receipt}`,
      "Phiếu đổi được cho đến khi nội dung được kết luận.",
    ].join("\n\n"),
  askInterest: ({ number }) =>
    `Nội dung ${number}: anh/chị cho biết lợi ích liên quan. Sau khi khai báo, anh/chị không tham gia biểu quyết nội dung này và không tính vào tổng số; khai báo không rút lại được.`,
  interestDeclared: ({ item, receipt }) =>
    `Đã ghi khai báo lợi ích liên quan ở nội dung ${item.number}; anh/chị không tham gia biểu quyết nội dung này.\nBiên nhận: ${receipt}`,
  enterWho: ({ item, members }) =>
    members.length === 0
      ? `Nội dung ${item.number}: mọi thành viên được biểu quyết đã có phiếu.`
      : `Nội dung ${item.number}: còn ${members.length} thành viên chưa có phiếu. Anh/chị chọn thành viên để ghi phiếu thay.`,
  enterHow: ({ item, member }) =>
    `Nội dung ${item.number}: phiếu của ${member.name}. Hàng trên: biểu quyết tại cuộc họp; hàng dưới: ý kiến bằng văn bản.`,
  entryButton: ({ manner, choice }) =>
    `${manner === "hand" ? "Họp" : "Văn bản"}: ${choiceVi(choice)}`,
  alreadyOpen: meetingVi,
  opened: (facts) =>
    [
      ...marksVi(facts.round),
      `Đã mở phiên họp của Hội đồng thẩm định, ${facts.round.title}. ${facts.members.length} thành viên được báo.`,
      rulesVi(facts.rules),
    ].join("\n\n"),
  agendaAdded: ({ items, before }) =>
    items.length === 0
      ? `Không có nội dung mới; chương trình vẫn có ${before} nội dung.`
      : [
          `Đã thêm ${items.length} nội dung, từ số ${before + 1} đến số ${before + items.length}:`,
          items
            .slice(0, 10)
            .map((item, at) => `${before + at + 1}. ${shortVi(item.proposal)}`)
            .join("\n"),
          ...(items.length > 10 ? [`và ${items.length - 10} nội dung khác.`] : []),
        ].join("\n\n"),
  alreadyPut: ({ number }) => `Nội dung ${number} đang được biểu quyết.`,
  put: ({ facts, item }) =>
    `Đã đưa nội dung ${item.number} ra biểu quyết: ${motionVi(item.motion)}. ${facts.members.length} thành viên được báo; người có lợi ích liên quan không biểu quyết.`,
  noLeaf: () => "Nội dung này không gắn với điểm của một tiêu chí thành phần.",
  askPoints: ({ item, value }) =>
    `Nội dung ${item.number}: anh/chị nhập mức điểm đưa ra biểu quyết, từ 0 đến ${pointsVi(value.max)} (đang tính ${value.points === null ? "không áp dụng" : pointsVi(value.points)}), ví dụ: 0,75.`,
  motionSet: ({ item, motion }) =>
    `Nội dung ${item.number} sẽ được biểu quyết: ${motionVi(motion)}.${item.status === "voting" ? " Phiếu đã bỏ cho đề nghị trước không còn tính; anh/chị đưa ra biểu quyết lại." : ""}`,
  notQuorate: (tally) =>
    `Chưa kết luận được vì chưa đủ số thành viên cho ý kiến. ${tallyVi(tally)}`,
  askReason: ({ item, result }) =>
    [
      `Nội dung ${item.number}, ${motionVi(item.motion)}: ${outcomeVi(result.outcome)}.\n${tallyVi(result.tally)}`,
      ...(result.outcome === "notPassed"
        ? [
            "Kết luận “không thông qua” không làm thay đổi điểm. Nếu Hội đồng muốn đặt mức điểm khác hoặc không công nhận nội dung đã kê khai, anh/chị gõ /huy rồi đưa đề nghị đó ra biểu quyết.",
          ]
        : []),
      "Anh/chị nhập lý do, căn cứ của kết luận để ghi biên bản.",
    ].join("\n\n"),
  changedMeanwhile: (typed) =>
    `Phiếu đã thay đổi từ lúc anh/chị xem; chưa ghi kết luận. Nội dung anh/chị vừa nhập: “${quoted(typed, 800)}”.`,
  decided: ({ item, outcome, tally, reason, change, receipt }) =>
    [
      `Kết luận: ${outcomeVi(outcome)} (${motionVi(item.motion)}).\n${tallyVi(tally)}\nLý do: ${quoted(reason, 800)}.`,
      ...(change.kind === "setPoints"
        ? [
            `Điểm tiêu chí ${change.code} của ${item.agencies[0]?.name ?? ""}: ${pointsVi(change.points)}, theo kết luận của Hội đồng. Kết quả đang được tính lại.`,
          ]
        : []),
      ...(change.kind === "strike"
        ? ["Nội dung đã kê khai không được tính nữa. Kết quả đang được tính lại."]
        : []),
      `Biên nhận: ${receipt}`,
    ].join("\n\n"),
  closeTitle: () => "Kết thúc phiên họp",
  closeBlocked: ({ undecided, pending }) =>
    [
      "Chưa kết thúc được phiên họp.",
      ...(undecided.length > 0
        ? [
            `Còn ${undecided.length} nội dung chưa kết luận: ${undecided.slice(0, 20).join(", ")}${undecided.length > 20 ? ", …" : ""}.`,
          ]
        : []),
      ...(pending > 0
        ? [`Kết quả của ${pending} đơn vị đang được tính lại; anh/chị thử lại sau ít phút.`]
        : []),
    ].join("\n"),
  confirmClose: ({ facts, hash }) =>
    [
      ...marksVi(facts.round),
      `Hội đồng đã kết luận ${facts.items.length} nội dung của ${facts.round.title}.`,
      `Kết luận cuối cùng chốt toàn bộ số liệu: điểm từng tiêu chí, Chỉ số, xếp loại, thứ hạng của mọi đơn vị. Mã băm SHA-256:\n${hash}`,
      "Sau khi chốt, mọi thay đổi số liệu làm kết luận này mất hiệu lực. Anh/chị xác nhận kết thúc phiên họp?",
    ].join("\n\n"),
  closed: ({ facts, hash, receipt }) =>
    [
      ...marksVi(facts.round),
      `Hội đồng đã kết thúc phiên họp, ${facts.round.title}. Số liệu được chốt với mã băm SHA-256:\n${hash}\nBiên nhận: ${receipt}`,
      "Cán bộ điều phối được báo để trình duyệt (/trinh).",
    ].join("\n\n"),
  nothingClosed: () => "Không có kết luận cuối cùng nào đang có hiệu lực để mở lại.",
  askReopening: () =>
    "Anh/chị cho biết lý do mở lại phiên họp. Kết luận cuối cùng đã chốt sẽ mất hiệu lực.",
  reopened: (receipt) =>
    `Đã mở lại phiên họp; kết luận cuối cùng trước đó không còn hiệu lực.\nBiên nhận: ${receipt}`,
  packTitle: () => "Hồ sơ trình Hội đồng",
  pack: ({ facts, pack, most }) => packVi(facts, pack, most),
  noticeTitle: (kind) =>
    ({
      opened: "Hội đồng thẩm định họp",
      ballot: "Đề nghị biểu quyết",
      closed: "Hội đồng đã kết thúc phiên họp",
      void: "KẾT LUẬN CUỐI CÙNG MẤT HIỆU LỰC",
      reopened: "Hội đồng mở lại phiên họp",
    })[kind],
  notice: (about) => {
    const head = [...marksVi(about.facts.round), about.facts.round.title];
    return [...head, noticeVi(about)].join("\n\n");
  },
};

const buttons: Readonly<Record<CouncilButton, string>> = {
  item: "Xem nội dung",
  agenda: "Chương trình",
  next: "Nội dung tiếp theo",
  pack: "Hồ sơ trình Hội đồng",
  open: "Mở phiên họp",
  makeAgenda: "Lập, bổ sung chương trình",
  close: "Kết thúc phiên họp",
  confirmClose: "Xác nhận kết thúc",
  reopen: "Mở lại phiên họp",
  agree: "Tán thành",
  disagree: "Không tán thành",
  other: "Ý kiến khác",
  interest: "Có lợi ích liên quan",
  put: "Đưa ra biểu quyết",
  points: "Đề nghị mức điểm khác",
  refuse: "Đề nghị không công nhận",
  enter: "Ghi phiếu thay",
  decide: "Ghi kết luận",
};

type Notice = Parameters<CouncilMessages["notice"]>[0];

function noticeVi(about: Notice): string {
  switch (about.kind) {
    case "opened":
      return `Phiên họp đã mở. Anh/chị là thành viên Hội đồng; từng nội dung sẽ được gửi đến anh/chị khi biểu quyết.\n${rulesVi(about.facts.rules)}`;
    case "ballot":
      return `Nội dung ${about.item.number}. ${about.item.proposal}\n\nNội dung biểu quyết: ${motionVi(about.item.motion)}.`;
    case "closed":
      return `Mọi nội dung đã được kết luận, số liệu đã chốt với mã băm SHA-256:\n${about.hash}\n\nCán bộ điều phối có thể trình duyệt (/trinh).`;
    case "void":
      return `${voidVi(about.why)}\n\nKết luận cuối cùng của Hội đồng không còn hiệu lực: chưa trình, chưa phê duyệt được cho đến khi Chủ tịch Hội đồng kết thúc phiên họp lại.`;
    case "reopened":
      return voidVi(about.why);
  }
}

function standingVi({ meeting, closing, approval }: CouncilFacts): string {
  if (approval) return "Kết quả đã được phê duyệt.";
  if (closing?.state === "valid") {
    return `Đã kết thúc phiên họp lúc ${instantVi(closing.at)} (${closing.by}). Mã băm SHA-256: ${closing.hash}`;
  }
  const open = meeting ? meetingVi(meeting) : "Phiên họp chưa mở.";
  return closing?.why
    ? `${open}\nKết luận cuối cùng trước đó MẤT HIỆU LỰC. ${voidVi(closing.why)}`
    : open;
}

function membersVi({ members }: CouncilFacts): string {
  const chair = members.find(({ isChair }) => isChair);
  return `Thành viên: ${members.length}${chair ? `; Chủ tịch: ${chair.name}` : "; chưa có Chủ tịch"}.`;
}

function countsVi({ items }: CouncilFacts): string {
  const count = (status: CouncilItem["status"]): number =>
    items.filter((item) => item.status === status).length;
  return `Chương trình: ${items.length} nội dung; đã kết luận ${count("decided")}, đang biểu quyết ${count("voting")}, chưa xem xét ${count("waiting")}.`;
}

function outVi(out: { readonly kind: string; readonly agencyName?: string }): string {
  return out.kind === "declared"
    ? "Anh/chị đã khai báo lợi ích liên quan nên không biểu quyết nội dung này."
    : `Nội dung này liên quan đến ${out.agencyName ?? ""}, đơn vị của anh/chị, nên anh/chị không biểu quyết.`;
}

function refusedVi(why: VoteRefusal, facts: CouncilFacts, item: CouncilItem | null): string {
  if (isIdle(why)) return idleVi(why, facts);
  const number = item?.number ?? 0;
  switch (why.kind) {
    case "noMember":
      return "Người này hiện không phải thành viên Hội đồng; phiếu chưa được ghi. Phiếu bỏ trước khi thôi nhiệm vụ vẫn được tính.";
    case "notPut":
      return `Nội dung ${number} chưa được đưa ra biểu quyết.`;
    case "decided":
      return `Nội dung ${number} đã được kết luận lúc ${instantVi(why.at)}; không nhận thêm phiếu hoặc thay đổi.`;
    case "ownAgency":
    case "declared":
      return outVi(why);
  }
}

function idleVi(why: CouncilRefusal, { round }: CouncilFacts): string {
  switch (why.kind) {
    case "wrongStage":
      return `Kỳ đánh giá đang ở giai đoạn ${stageVi(round.stage)}; Hội đồng chỉ làm việc ở giai đoạn Hội đồng thẩm định họp.`;
    case "notYet":
      return `Giai đoạn của Hội đồng mở lúc ${instantVi(why.opensAt)}.`;
    case "phaseClosed":
      return `Giai đoạn của Hội đồng đã đóng lúc ${instantVi(why.closesAt)}; chưa ghi nhận.`;
    case "noMeeting":
      return "Phiên họp chưa mở; thư ký Hội đồng mở phiên họp trước.";
    case "councilClosed":
      return `Hội đồng đã kết thúc phiên họp lúc ${instantVi(why.at)}; chưa ghi nhận. Chủ tịch Hội đồng có thể mở lại phiên họp.`;
  }
}

function decisionVi(decision: CouncilDecision): string {
  return `Kết luận (${instantVi(decision.at)}, ${decision.by} ghi): ${outcomeVi(decision.outcome)}. ${quoted(decision.reason, 800)}.\nBiên nhận: ${decision.receipt}`;
}

function votesVi(item: CouncilItem, tally: Tally): string {
  const lines = item.votes.map((vote) => `• ${voteVi(vote)}`);
  return [tallyVi(item.decision?.tally ?? tally), ...lines].join("\n");
}

function valueVi({ points, max }: ItemValue): string {
  return `Điểm đang tính: ${points === null ? "không áp dụng" : pointsVi(points)}; tối đa ${pointsVi(max)}.`;
}
