import { selfScoringEnd } from "../self-scoring-end.ts";
import type {
  ButtonMessages,
  CommonMessages,
  MenuMessages,
  RegisterMessages,
} from "../catalogue/common.ts";
import { capitalised } from "../figure-text.ts";
import type { LeftOut } from "../../../round/left-out.ts";
import { clipped, daysLeft } from "../local-time.ts";
import { marksVi, instantVi } from "./words.ts";

/** What may be said in any flow, in Vietnamese. */
export const commonVi: CommonMessages = {
  notUnderstood: () =>
    "Tôi chưa hiểu ý anh/chị. Anh/chị có thể bấm một nút, nhập mã tiêu chí (ví dụ 1.1.1), hoặc nhập lệnh: /batdau để về trang đầu, /tiendo để xem tiến độ, /trogiup để xem tất cả các lệnh.",
  staleButton: () =>
    "Nút này thuộc một câu hỏi cũ nên không còn tác dụng; không có gì bị thay đổi. Anh/chị dùng tin nhắn mới nhất, hoặc nhập /batdau.",
  unreadable: () =>
    "Tôi chỉ đọc được chữ, nút bấm và tệp tài liệu (PDF, Word, Excel, ảnh, TXT). Anh/chị gửi lại giúp.",
  noRound: () =>
    "Hiện chưa có kỳ đánh giá nào mở cho đơn vị của anh/chị. Khi Sở Nội vụ mở kỳ, tôi sẽ hướng dẫn từng bước.",
  notAllowed: () =>
    "Tài khoản của anh/chị không có quyền làm việc này. Nếu cần, anh/chị liên hệ cán bộ điều phối của Sở Nội vụ.",
  onlyOwnAgency: () => "Anh/chị chỉ xem được số liệu của đơn vị mình.",
  noSuchCode: (code) =>
    `Không có mã ${clipped(code, 40)} trong bộ tiêu chí. Anh/chị nhập mã như 1.1.1, hoặc nhập /tc để xem danh sách.`,
  whichCode: () => "Anh/chị nhập kèm mã tiêu chí, ví dụ: /sua 1.1.1.",
  refusedWrite: (refusal) => {
    switch (refusal.kind) {
      case "leftOut":
        return leftOutVi(refusal);
      case "noRight":
        return "Tài khoản của anh/chị không có quyền tự chấm cho đơn vị. Việc này do chuyên viên được giao thực hiện.";
      case "notYet":
        return `Chưa đến thời gian tự chấm (mở từ ${instantVi(refusal.opensAt)}). Chưa ghi gì. Anh/chị có thể xem trước các tiêu chí và chuẩn bị tài liệu kiểm chứng.`;
      case "closed":
        return `Đã hết thời gian tự chấm (hạn ${instantVi(refusal.closesAt)}) nên không ghi thêm được. Nếu đơn vị cần gia hạn, anh/chị đề nghị Sở Nội vụ bằng văn bản.`;
      case "explaining":
        return `Đang là bước giải trình, đến ${instantVi(refusal.closesAt)}; bản tự chấm đã khóa. Anh/chị gõ /giaitrinh để xem các tiêu chí có điểm thẩm định thấp hơn và trả lời từng tiêu chí.`;
      case "submitted":
        return `Bản tự chấm đã được trình lúc ${instantVi(refusal.at)} (${refusal.by} trình) nên đang khóa. Nếu cần sửa, đề nghị lãnh đạo đơn vị trả lại (/ky); hết thời gian tự chấm thì đề nghị Sở Nội vụ bằng văn bản.`;
    }
  },
  typedWas: (typed) => `Nội dung anh/chị vừa gửi, để tiện dùng lại:\n${clipped(typed, 1500)}`,
};

/** That the province has left a leaf out for an agency, in Vietnamese. */
function leftOutVi({ code, reason }: LeftOut): string {
  return `Tiêu chí ${code} được tỉnh xác định không áp dụng với đơn vị anh/chị nên đơn vị không phải tự chấm; điểm tối đa của đơn vị được tính theo các tiêu chí còn lại.\nLý do: ${clipped(reason, 300)}\nNếu chưa đúng, anh/chị đề nghị Sở Nội vụ xem lại.`;
}

/** Labels of buttons in Vietnamese. */
export const buttonsVi: ButtonMessages = {
  yes: () => "Có",
  no: () => "Không",
  menu: () => "Trang đầu",
  begin: () => "Bắt đầu",
  beginScoring: () => "Bắt đầu tự chấm",
  goOn: () => "Chấm tiếp",
  next: () => "Tiêu chí kế tiếp",
  list: () => "Danh sách tiêu chí",
  progress: () => "Tiến độ",
  progressAll: () => "Tiến độ các đơn vị",
  submit: () => "Trình lãnh đạo",
  confirmSubmit: () => "Đồng ý trình",
  notYet: () => "Chưa trình",
  ranking: () => "Xếp hạng",
  ownResult: () => "Kết quả của đơn vị",
  links: () => "Liên kết tài khoản",
  newCode: () => "Cấp mã liên kết mới",
  help: () => "Trợ giúp",
  otherLanguage: () => "English",
  guide: () => "Hướng dẫn",
  skip: () => "Bỏ qua",
  back: () => "Lùi lại",
  stop: () => "Dừng",
  notApplicable: () => "Không áp dụng",
  answer: () => "Chấm tiêu chí này",
  answerAgain: () => "Chấm lại",
  change: () => "Sửa",
  changeFigures: () => "Sửa số liệu",
  addEvidence: () => "Thêm tài liệu",
  evidence: () => "Xem tài liệu",
  explain: () => "Giải trình",
  sendDocument: () => "Gửi tài liệu",
  otherDocument: () => "Tài liệu khác",
  cite: () => "Nêu số văn bản",
  upload: () => "Gửi qua trang web",
  openUploadPage: () => "Mở trang gửi tệp",
  later: () => "Để sau",
  wholeDocument: () => "Toàn bộ văn bản",
  why: () => "Vì sao ra điểm này",
  whyIndex: () => "Vì sao ra chỉ số này",
  whyCode: (code) => `Xem ${code}`,
  openCode: (code) => `Mở ${code}`,
  box: ({ label, isMarked }) => `${isMarked ? "☑" : "☐"} ${clipped(capitalised(label), 56)}`,
  markAll: () => "Chọn tất cả",
  markDone: (count) => (count === 0 ? "Xong: không có nội dung nào" : `Xong: có ${count} nội dung`),
  noFigure: (none) => {
    switch (none) {
      case "baseline":
        return "Không có số liệu";
      case "breach":
        return "Không có vi phạm";
      case "allBreaches":
        return "Không có trường hợp nào";
    }
  },
  neverDone: () => "Chưa thực hiện",
  keepTheirs: (by) => `Giữ của ${clipped(by, 40)}`,
  useMine: () => "Dùng của tôi",
  pageBack: () => "Trang trước",
  pageOn: () => "Trang sau",
};

/** What an unlinked chat hears, in Vietnamese. */
export const registerVi: RegisterMessages = {
  askCode: () =>
    "Xin chào. Để sử dụng, anh/chị nhập mã mời gồm 8 ký tự đã được cấp (ví dụ dạng ACDE-FG23). Nếu chưa có mã, anh/chị hỏi cán bộ phụ trách của cơ quan mình.",
  notACode: () =>
    "Mã này chưa đúng dạng. Mã mời gồm 8 chữ cái và chữ số, không có các ký tự dễ nhầm như 0, O, 1, I, L, 5, S. Anh/chị kiểm tra và nhập lại.",
  refused: (why) => {
    switch (why) {
      case "unknown":
        return "Mã không đúng. Anh/chị kiểm tra từng ký tự rồi nhập lại.";
      case "expired":
        return "Mã đã hết hạn. Anh/chị đề nghị người cấp mã gửi mã mới.";
      case "used":
        return "Mã này đã được dùng. Mỗi mã chỉ dùng một lần; anh/chị đề nghị cấp mã mới.";
      case "locked":
        return "Đã nhập sai nhiều lần nên tạm khóa để bảo vệ tài khoản. Anh/chị thử lại sau 15 phút.";
    }
  },
  welcome: ({ name, agencyName }) =>
    `Đã liên kết. Xin chào ${name}, ${agencyName}.\nTài khoản trò chuyện này từ nay thay mặt anh/chị; anh/chị có thể ngắt liên kết bất cứ lúc nào bằng /lienket.`,
};

/** Beside the line that tells where the draft stands and who handed it up. */
const lockedVi =
  "Bản tự chấm đang khóa. Nếu cần sửa, đề nghị lãnh đạo đơn vị trả lại (/ky); hết thời gian tự chấm thì đề nghị Sở Nội vụ bằng văn bản.";

/** The greeting in Vietnamese. */
export const menuVi: MenuMessages = {
  greeting: ({ name, agencyName, round, now, refusal, answered, total, withoutProof }) =>
    [
      ...marksVi(round),
      `Xin chào ${name}, ${agencyName}.\n${round.title}`,
      refusal === null
        ? `Thời gian tự chấm đến ${instantVi(selfScoringEnd(round))}, ${remaining(now, selfScoringEnd(round))}.`
        : refusal.kind === "submitted"
          ? lockedVi
          : commonVi.refusedWrite(refusal),
      progressLine({ answered, total, withoutProof }),
    ].join("\n\n"),
  greetingReader: ({ name, agencyName, seesAll, marks }) =>
    [
      ...marksVi(marks),
      `Xin chào ${name}, ${agencyName}.`,
      seesAll
        ? "Anh/chị có thể xem tóm tắt cả kỳ (/tomtat), xếp hạng (/xephang), đơn vị còn chậm (/cham), kết quả một đơn vị (/donvi MÃ), so sánh hai đơn vị (/sosanh MÃ MÃ) và lý do của từng con số (/visao 1.1.1 MÃ)."
        : "Anh/chị có thể xem kết quả của đơn vị mình (/visao) và kiểm tra biên nhận (/kiemtra).",
    ].join("\n\n"),
  stopped: (code) =>
    code === null
      ? "Đã dừng. Những gì đã ghi vẫn được giữ nguyên."
      : `Đã dừng ở tiêu chí ${code}. Những gì đã ghi vẫn được giữ nguyên; khi cần, anh/chị nhập ${code} để mở lại.`,
};

function remaining(now: string, closesAt: string): string {
  const days = daysLeft(now, closesAt);
  return days <= 1 ? "còn chưa đầy 1 ngày" : `còn ${days} ngày`;
}

function progressLine(facts: {
  readonly answered: number;
  readonly total: number;
  readonly withoutProof: number;
}): string {
  const { answered, total, withoutProof } = facts;
  if (answered === 0)
    return `Đơn vị có ${total} tiêu chí thành phần cần tự chấm, chưa chấm tiêu chí nào.`;
  const proof =
    withoutProof === 0
      ? ""
      : `\n${withoutProof} tiêu chí đã chấm nhưng chưa có tài liệu kiểm chứng hoặc giải trình.`;
  return answered === total
    ? `Đơn vị đã chấm đủ ${total} tiêu chí thành phần.${proof}`
    : `Đơn vị đã chấm ${answered}/${total} tiêu chí thành phần, còn ${total - answered}.${proof}`;
}
