import type { DelegationFacts, FactorFacts } from "../../sign-off/sign-off-facts.ts";
import type { SignOffMessages } from "../catalogue/sign-off.ts";
import { clipped, dayText } from "../local-time.ts";
import { marksVi } from "./words.ts";

/** The second factor, in Vietnamese. */
export const factorVi = {
  enrolTitle: () => "Đăng ký xác thực hai lớp",
  recoveryTitle: () => "Đã bật xác thực hai lớp",
  sendCodeButton: () => "Gửi mã đến tài khoản khác của tôi",
  enrolButton: () => "Đăng ký xác thực",
  noFactor: ({ isDemo, purpose }) => {
    const { act, command } = actsVi[purpose];
    return [
      `Để ${act}, anh/chị cần xác thực bằng lớp thứ hai. Chọn một trong hai cách:\n1. Ứng dụng xác thực trên điện thoại (Google Authenticator, Microsoft Authenticator…): gõ /xacthuc để đăng ký, mất khoảng một phút.\n2. Liên kết thêm một tài khoản trò chuyện khác của anh/chị: bấm Cấp mã liên kết mới; khi ${act}, mã sáu số được gửi đến tài khoản đó.`,
      ...(isDemo
        ? [
            `Dùng thử: anh/chị gõ /xacthuc, chép khóa vào một ứng dụng xác thực bất kỳ, nhập mã sáu số nhận được, rồi gõ ${command}.`,
          ]
        : []),
    ].join("\n\n");
  },
  askCode: ({ factor: { isEnrolled, otherChats }, purpose }) => {
    const { act } = actsVi[purpose];
    return [
      isEnrolled
        ? `Anh/chị nhập mã sáu số trong ứng dụng xác thực để ${act}. Không mở được ứng dụng thì nhập một mã dự phòng.`
        : `Anh/chị bấm nút để nhận mã sáu số ở tài khoản khác (${chatsVi(otherChats)}), rồi nhập mã đó vào đây.`,
      `Chưa nhập mã là chưa ${act}.`,
    ].join(" ");
  },
  codeSent: (chats) =>
    `Đã gửi mã đến tài khoản khác của anh/chị (${chatsVi(chats)}). Mã có hiệu lực 5 phút; anh/chị nhập mã vào đây.`,
  refusedFactor: (why) => {
    switch (why) {
      case "wrong":
        return "Mã không đúng. Anh/chị xem lại mã mới nhất rồi nhập lại; nếu vẫn sai, kiểm tra đồng hồ của điện thoại.";
      case "used":
        return "Mã này đã được dùng. Mỗi mã chỉ dùng một lần; anh/chị đợi mã kế tiếp (khoảng 30 giây) rồi nhập.";
      case "expired":
        return "Mã đã hết hiệu lực. Anh/chị nhận mã mới rồi nhập lại.";
      case "locked":
        return "Đã thử quá nhiều lần nên tạm khóa để bảo vệ tài khoản. Anh/chị thử lại sau 15 phút.";
    }
  },
  enrol: ({ groups, uri, isDemo, isTraining }) =>
    [
      ...marksVi({ isDemo, isTraining }),
      "1. Mở ứng dụng xác thực trên điện thoại, chọn thêm tài khoản bằng cách nhập khóa.",
      `2. Nhập khóa này (theo thời gian, 6 số):\n${groups}`,
      `Hoặc mở liên kết này trên chính điện thoại đó:\n${uri}`,
      "3. Nhập vào đây mã sáu số mà ứng dụng đang hiện. Không đưa khóa này cho ai; tin nhắn này sẽ được xóa trắng trong hệ thống sau ít phút.",
    ].join("\n\n"),
  enrolled: ({ recoveryLeft }) =>
    [
      `Xác thực hai lớp đang bật; còn ${recoveryLeft} mã dự phòng.`,
      "Khi ký (/ky, /giaitrinh) hoặc phê duyệt (/pheduyet), anh/chị nhập mã sáu số trong ứng dụng. Nếu mất điện thoại và hết mã dự phòng, anh/chị đề nghị cán bộ điều phối của Sở Nội vụ đặt lại.",
    ].join("\n"),
  blotted: () => "(Nội dung bí mật đã được xóa trắng.)",
  enrolledNotice: () =>
    "Xác thực hai lớp vừa được bật cho anh/chị. Nếu không phải anh/chị làm, báo ngay cán bộ điều phối của Sở Nội vụ.",
  recoveryCodes: (codes) =>
    [
      "Mười mã dự phòng, dùng khi không mở được ứng dụng. Mỗi mã dùng một lần và chỉ hiện lần này; anh/chị ghi lại và cất kỹ:",
      codes.join("\n"),
    ].join("\n\n"),
  confirmCode: ({ code, purpose }) =>
    `Mã xác nhận ${actsVi[purpose].act}: ${code}\nMã có hiệu lực 5 phút, chỉ dùng được trong cuộc trò chuyện đã yêu cầu. Nếu anh/chị không yêu cầu, bỏ qua và báo cán bộ điều phối.`,
  factorReset: (reason) =>
    `Xác thực hai lớp của anh/chị đã được đặt lại. Lý do: ${clipped(reason, 500)}. Mã cũ và mã dự phòng cũ không còn dùng được. Nếu anh/chị không đề nghị việc này, báo ngay cán bộ điều phối của Sở Nội vụ.`,
  onlyCoordinatorsReset: () =>
    "Chỉ cán bộ điều phối của Sở Nội vụ xem và đặt lại được xác thực hai lớp của người khác. Anh/chị gõ /xacthuc để xem của mình.",
  enrolledPeople: ({ agencyCode, people }) =>
    people.length === 0
      ? `Không có ai ở đơn vị ${agencyCode} đang bật xác thực hai lớp mà anh/chị đặt lại được. Anh/chị kiểm tra lại mã đơn vị, ví dụ: /xacthuc STC.`
      : [
          `Người của đơn vị ${agencyCode} đang bật xác thực hai lớp:`,
          ...people.map((one) => `• ${one.name}${one.title === "" ? "" : `, ${one.title}`}`),
          "Chỉ đặt lại khi đã xác minh đúng người đề nghị, ví dụ gọi lại số máy cơ quan. Đặt lại rồi, người đó phải đăng ký từ đầu mới ký được.",
        ].join("\n"),
  resetButton: ({ name }) => `Đặt lại: ${clipped(name, 40)}`,
  askResetReason: ({ whom, shortest, longest }) =>
    `Vì sao đặt lại xác thực hai lớp của ${whom.name}? Anh/chị viết từ ${shortest} đến ${longest} ký tự; lý do được ghi vào sổ nhật ký và báo cho người đó.`,
  resetReasonLength: ({ length, shortest, longest }) =>
    `Lý do cần từ ${shortest} đến ${longest} ký tự; anh/chị vừa gửi ${length} ký tự nên chưa đặt lại. Anh/chị gửi lại giúp, hoặc bấm Dừng ở tin trước.`,
  resetDone: ({ whom, receipt }) =>
    `Đã đặt lại xác thực hai lớp của ${whom.name}; mã cũ và mã dự phòng không còn dùng được. Người đó đã được báo để đăng ký lại bằng /xacthuc.\nBiên nhận: ${receipt}`,
  notEnrolledAnyMore: () =>
    "Người này không còn bật xác thực hai lớp nên không cần đặt lại. Chưa có gì thay đổi.",
} satisfies Partial<SignOffMessages>;

/** What a code confirms, and how one comes back to it. */
const actsVi = {
  signOff: { act: "ký", command: "/ky" },
  appeal: { act: "ký giải trình", command: "/giaitrinh" },
  approval: { act: "phê duyệt", command: "/pheduyet" },
} as const;

/** Delegation, in Vietnamese. */
export const delegationVi = {
  delegateButton: ({ name }) => `Ủy quyền: ${clipped(name, 40)}`,
  revokeButton: ({ actingName }) => `Thôi ủy quyền: ${clipped(actingName, 36)}`,
  onlyLeadersDelegate: () =>
    "Chỉ lãnh đạo đơn vị ủy quyền ký được. Người đang ký thay không ủy quyền tiếp.",
  delegations: ({ mine, hasColleagues }) =>
    [
      mine.length === 0
        ? "Anh/chị chưa ủy quyền ký cho ai."
        : ["Đang ủy quyền ký:", ...mine.map((each) => `• ${lineVi(each)}`)].join("\n"),
      hasColleagues
        ? "Anh/chị bấm tên người được ủy quyền, rồi nhập thời gian và số quyết định."
        : "Đơn vị chưa có người khác trong hệ thống để ủy quyền.",
    ].join("\n\n"),
  askFrom: (name) => `Ủy quyền cho ${name} từ ngày nào? Ví dụ: 01/02/2026, hoặc nhập “hôm nay”.`,
  askUntil: () => "Đến hết ngày nào? Ví dụ: 15/02/2026.",
  askDecision: () => "Số văn bản ủy quyền? Ví dụ: 12/QĐ-SNV.",
  notADay: () => "Anh/chị nhập ngày đủ ngày, tháng, năm, ví dụ: 15/02/2026.",
  dayTooEarly: (earliest) => `Ngày này không được trước ${dayText(earliest)}. Anh/chị nhập lại.`,
  delegated: ({ delegation, receipt }) =>
    `Đã ủy quyền ký: ${lineVi(delegation)}. Người được ủy quyền đã được báo.\nBiên nhận: ${receipt}`,
  revoked: ({ delegation, receipt }) =>
    `Đã thôi ủy quyền ký: ${lineVi(delegation)}.\nBiên nhận: ${receipt}`,
  delegationNotice: ({ delegation, leaderName, isRevoked }) =>
    isRevoked
      ? `${leaderName} đã thôi ủy quyền ký cho anh/chị (${delegation.decision}).`
      : `${leaderName} ủy quyền cho anh/chị ký xác nhận kết quả tự chấm của đơn vị, ${spanVi(delegation)}, theo ${delegation.decision}. Mỗi việc anh/chị làm đều ghi tên cả hai người. Anh/chị gõ /ky để xem bản chờ ký, /xacthuc để đăng ký xác thực.`,
} satisfies Partial<SignOffMessages>;

function lineVi(delegation: DelegationFacts): string {
  return `${delegation.actingName}, ${spanVi(delegation)}, theo ${delegation.decision}`;
}

function spanVi({ from, until }: Pick<DelegationFacts, "from" | "until">): string {
  return `từ ${dayText(from)} đến hết ${dayText(until)}`;
}

function chatsVi(chats: FactorFacts["otherChats"]): string {
  const names = { telegram: "Telegram", zalo: "Zalo", web: "trang web" } as const;
  return [...new Set(chats.map((chat) => names[chat]))].join(", ");
}
