import type { NamedKind } from "../../../audit/entry-kinds.ts";
import type { Role } from "../../../access/actor.ts";
import { assertNever } from "../../../result.ts";
import type { Leaf } from "../../../scheme/scheme.ts";
import type { LeafChange } from "../../effect.ts";
import type { AgencyOrigin, HistoryAct, HistoryEntry } from "../../history/history-facts.ts";
import type { HistoryMessages } from "../catalogue/history.ts";
import { clipped, dayText, quoted } from "../local-time.ts";
import { decisionVi } from "./agency-notice.ts";
import { answerVi } from "./answer.ts";
import { contentVi } from "./leaf.ts";
import { marksVi, instantVi, pointsVi } from "./words.ts";

/** A leaf's history, in Vietnamese. */
export const historyVi: HistoryMessages = {
  title: ({ code, name }) => `Lịch sử ${code}. ${clipped(name, 120)}`,
  page: ({ agencyName, origins, leaf, removedAt, entries, page, pages, hidden, ...marks }) =>
    [
      ...marksVi(marks),
      [
        `${agencyName}${pages > 1 ? `, trang ${page}/${pages}` : ""}`,
        ...origins.map(originVi),
        ...(removedAt === null ? [] : [removedVi(removedAt)]),
      ].join("\n"),
      ...(entries.length === 0
        ? ["Chưa có gì được ghi."]
        : entries.map((each) => entryVi(leaf, each))),
      ...(hidden > 0 ? [`Còn ${hidden} dòng chưa mở ở giai đoạn này.`] : []),
    ].join("\n\n"),
  whichCode: () => "Anh/chị nhập kèm mã tiêu chí, ví dụ: /lichsu 2.1.3.",
  notAllowed: () =>
    "Anh/chị chỉ xem được lịch sử của đơn vị mình, hoặc của lĩnh vực mình thẩm định khi đã vào giai đoạn thẩm định.",
  older: () => "◀ Cũ hơn",
  newer: () => "Mới hơn ▶",
};

function removedVi(at: string): string {
  return `Tiêu chí này không còn trong bộ tiêu chí từ ${instantVi(at)}; những gì đã ghi được giữ để tra cứu.`;
}

function originVi({ kind, name, decision }: AgencyOrigin): string {
  const day = dayText(decision.date);
  const words = {
    renamed: `Trước ngày ${day} là ${name}`,
    merged: `Từ ngày ${day} có ${name} nhập vào`,
    ended: `Từ ngày ${day} đã nhập vào ${name}`,
  };
  return `${words[kind]} (${decisionVi(decision)}).`;
}

function entryVi(leaf: Leaf, entry: HistoryEntry): string {
  const { at, by, role, inPlaceOf, receipt, predecessor } = entry;
  const of = predecessor === null ? "" : `[${predecessor}] `;
  const name = by === "" ? "Hệ thống" : by;
  const who = role === null ? name : `${name} (${roleNames[role]})`;
  const acting = inPlaceOf === null ? "" : `, thay ${inPlaceOf}`;
  const proof = receipt === null ? "" : ` Biên nhận ${receipt}.`;
  return `• ${of}${instantVi(at)}, ${who}${acting}: ${actVi(leaf, entry.act)}.${proof}`;
}

function actVi(leaf: Leaf, act: HistoryAct): string {
  switch (act.kind) {
    case "content":
      return contentActVi(leaf, act);
    case "evidence":
      return evidenceVi(act);
    case "value":
      return valueVi(leaf, act);
    case "carried":
      return carriedVi(leaf, act);
    case "given":
      return givenVi(leaf, act);
    case "other":
      return (
        (namedActs as Readonly<Record<string, string>>)[act.name] ??
        `ghi một bước xử lý khác (${clipped(act.name, 40)})`
      );
    default:
      return assertNever(act);
  }
}

function contentActVi(
  leaf: Leaf,
  { change, content }: Extract<HistoryAct, { readonly kind: "content" }>,
): string {
  if (change === "explanation") {
    return content.explanation === null
      ? "bỏ nội dung giải trình"
      : `giải trình “${quoted(content.explanation, 200)}”`;
  }
  return `${changeWords[change]} ${contentVi(leaf, content)}`;
}

const changeWords: Readonly<Record<Exclude<LeafChange, "explanation">, string>> = {
  answer: "tự chấm",
  notApplicable: "ghi",
  undo: "hoàn tác, trở về",
};

function carriedVi(
  leaf: Leaf,
  { content, from, decision, evidence }: Extract<HistoryAct, { readonly kind: "carried" }>,
): string {
  const what = content === null ? "số liệu được cung cấp" : contentVi(leaf, content);
  const proof = evidence === 0 ? "" : `, kèm ${evidence} tài liệu kiểm chứng`;
  const explanation = content?.explanation ?? null;
  const words = explanation === null ? "" : `, giải trình “${quoted(explanation, 200)}”`;
  return `ghi theo bản tự chấm của đơn vị nhập vào: ${what}${proof}${words}; lý do: nhập từ ${from}, ${decisionVi(decision)}`;
}

function givenVi(
  leaf: Leaf,
  { sort, isRemoved, answer, reason }: Extract<HistoryAct, { readonly kind: "given" }>,
): string {
  const what = (isRemoved ? givenAway : givenNames)[sort];
  const figure = answer === null ? "" : `: ${answerVi(leaf, answer)}`;
  const why = reason === null ? "" : `; lý do: ${quoted(reason, 200)}`;
  return `${what}${figure}${why}`;
}

const givenNames = {
  external: "ghi số liệu bên ngoài",
  survey: "ghi số phiếu điều tra xã hội học",
  notApplicable: "khai báo không áp dụng",
} as const;

const givenAway = {
  external: "bỏ số liệu bên ngoài đã ghi",
  survey: "bỏ số phiếu điều tra xã hội học đã ghi",
  notApplicable: "thôi khai báo không áp dụng",
} as const;

function evidenceVi(act: Extract<HistoryAct, { readonly kind: "evidence" }>): string {
  const { isWithdrawn, fileName, document, place, reason } = act;
  const name =
    document === null
      ? `“${clipped(fileName ?? "tệp", 120)}”`
      : `${document.number} ngày ${dayText(document.date)} của ${document.issuer}`;
  if (isWithdrawn) {
    return `rút tài liệu ${name}${reason === null ? "" : `, lý do: ${quoted(reason, 160)}`}`;
  }
  return `nêu tài liệu kiểm chứng ${name}${place === null ? "" : `, ${clipped(place, 100)}`}`;
}

function valueVi(leaf: Leaf, act: Extract<HistoryAct, { readonly kind: "value" }>): string {
  const { step, verdict, answer, points, notApplicable, reason } = act;
  const worth = points === null ? "điểm tính sau" : pointsVi(points);
  const facts = answer === null ? "" : `${answerVi(leaf, answer)}, `;
  const value = notApplicable === null ? `${facts}${worth}` : "không áp dụng";
  const why = reason === null ? "" : `; lý do: ${quoted(reason, 200)}`;
  return `${stepNames[step]} ${verdictWords[verdict]}: ${value}${why}`;
}

/** Acts that are told by their name alone. */
const namedActs: Readonly<Record<NamedKind, string>> = {
  round: "lập kỳ đánh giá",
  stage: "chuyển bước của kỳ đánh giá",
  phase: "dời hạn của một bước",
  extension: "gia hạn cho đơn vị",
  reopening: "mở lại để bổ sung, xem xét",
  schemeChange: "đổi bộ tiêu chí giữa kỳ; câu trả lời trước đó vẫn giữ ở trên",
  schemeUndo: "thôi đổi bộ tiêu chí, trở về bộ trước",
  renamed: "đổi tên đơn vị",
  merger: "nhận đơn vị khác nhập vào",
  merged: "nhập vào đơn vị khác",
  submit: "trình lãnh đạo ký kết quả tự chấm",
  return: "lãnh đạo trả lại kết quả tự chấm",
  returned: "lãnh đạo trả lại tiêu chí để hoàn thiện",
  returnAnswer: "trả lời ý kiến của lãnh đạo",
  signOff: "ký xác nhận kết quả tự chấm",
  signOffVoided: "chữ ký xác nhận mất hiệu lực do số liệu thay đổi hoặc bị trả lại",
  delegate: "ủy quyền ký",
  revokeDelegation: "thôi ủy quyền ký",
  reminderPlan: "đặt lịch nhắc việc",
  ladderStop: "ngừng báo lên cấp trên về một đơn vị",
  ladderResume: "báo lên cấp trên trở lại",
  factorReset: "đặt lại xác thực hai lớp",
  assignment: "phân công thẩm định",
  appraisalSettings: "quy định về thẩm định độc lập và thẩm định thay",
  secondValue: "thẩm định độc lập lần hai",
  explanationRequest: "đề nghị đơn vị giải trình",
  bulkAgreement: "đồng ý hàng loạt khi thẩm định",
  appeal: "giải trình kết quả thẩm định",
  appealAccepted: "đồng ý với điểm thẩm định, không giải trình",
  appealWithdrawal: "rút lại nội dung đã giải trình",
  appealSubmit: "trình lãnh đạo ký giải trình",
  appealSign: "ký xác nhận giải trình",
  appealReturn: "lãnh đạo trả lại giải trình",
  meeting: "mở phiên họp Hội đồng",
  agenda: "lập, bổ sung chương trình họp",
  motion: "nêu nội dung biểu quyết",
  ballot: "đưa ra biểu quyết",
  vote: "biểu quyết",
  interest: "khai báo lợi ích liên quan",
  decision: "ghi kết luận của Hội đồng",
  struck: "không công nhận nội dung đã kê khai",
  closing: "kết luận cuối cùng của Hội đồng",
  respondentsAdded: "bổ sung danh sách điều tra xã hội học",
  respondentRemoved: "đưa một người ra khỏi danh sách điều tra xã hội học",
  declared: "ghi hoặc sửa khai báo của tỉnh (không áp dụng, điểm thưởng, điểm trừ, khống chế)",
  closingVoid: "kết luận cuối cùng mất hiệu lực",
  approval: "phê duyệt kết quả",
};

const stepNames = {
  appraised: "thẩm định lần 1,",
  explained: "thẩm định lần 2,",
  council: "theo kết luận của Hội đồng,",
} as const;

const verdictWords = {
  agreed: "đồng ý",
  corrected: "sửa số liệu",
  set: "đặt điểm",
} as const;

const roleNames: Readonly<Record<Role, string>> = {
  officer: "chuyên viên",
  leader: "lãnh đạo đơn vị",
  appraiser: "người thẩm định",
  coordinator: "cán bộ điều phối",
  headAppraiser: "trưởng nhóm thẩm định",
  councilMember: "thành viên Hội đồng",
  councilChair: "Chủ tịch Hội đồng",
  councilSecretary: "thư ký Hội đồng",
  surveyClerk: "cán bộ điều tra xã hội học",
  finance: "cán bộ tài chính",
  official: "lãnh đạo tỉnh",
  inspector: "thanh tra",
  admin: "quản trị viên",
};
