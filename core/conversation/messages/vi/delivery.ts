import type { DeadCause, DeadGroup } from "../../../delivery/dead-letter.ts";
import type { SendFault } from "../../../delivery/send-fault.ts";
import type { DeliveryMessages } from "../catalogue/delivery.ts";
import { instantVi } from "./words.ts";

/** What went wrong on the way of a message, in Vietnamese. */
export const deliveryVi: DeliveryMessages = {
  fault: (fault) => faults[fault],
  failedTitle: () => "Sự cố chờ xử lý",
  failed: ({ groups, more }) =>
    [
      ...groups.map((group, index) => `${index + 1}. ${groupVi(group)}`),
      ...(more > 0 ? [`Còn ${more} nhóm nữa: xem bằng lệnh cham jobs list.`] : []),
      "Thử lại là an toàn: việc đã làm không làm lại; câu trả lời gửi lại mang đúng biên nhận cũ.",
    ].join("\n\n"),
  nothingFailed: () => "Không có sự cố nào chờ xử lý.",
  again: (number) => `Thử lại nhóm ${number}`,
  triedAgain: ({ cause, replayable }) =>
    `Đã cho thử lại ${replayable} ${unitVi(cause)}. Xem lại bằng /suco sau ít phút.`,
};

function groupVi({ cause, count, replayable, newestAt }: DeadGroup): string {
  const held = replayable < count ? [heldVi(cause, count - replayable)] : [];
  return [
    `${titleVi(cause)}: ${count} ${unitVi(cause)}, mới nhất ${instantVi(newestAt)}.`,
    cause.source === "send" ? faults[cause.fault] : `Chi tiết: ${cause.words}`,
    ...held,
  ].join("\n");
}

/** Why some are not tried again. */
function heldVi({ source }: DeadCause, count: number): string {
  return source === "file"
    ? `${count} tệp thuộc bản tự chấm đã ký hoặc giai đoạn đã qua, không tải lại.`
    : `${count} tin có thể đã đến nơi, không gửi lại.`;
}

function titleVi(cause: DeadCause): string {
  switch (cause.source) {
    case "update":
      return "Tin nhắn của người dùng không xử lý được";
    case "job":
      return `Việc nền ${jobsVi[cause.name] ?? cause.name} không làm được`;
    case "send":
      return "Tin không gửi được";
    case "file":
      return "Tệp minh chứng không tải được; người gửi đã được báo gửi lại hoặc rút tệp";
  }
}

function unitVi({ source }: DeadCause): string {
  if (source === "file") return "tệp";
  return source === "job" ? "việc" : "tin";
}

const jobsVi: Readonly<Record<string, string>> = {
  recompute: "tính lại kết quả",
  keepEvidence: "lấy tệp minh chứng",
  morningReport: "báo cáo buổi sáng",
};

const faults: Readonly<Record<SendFault, string>> = {
  blocked: "Người nhận đã chặn bot: ngừng gửi tới đó cho đến khi người ấy nhắn lại.",
  deactivated: "Tài khoản của người nhận không còn: hãy mời người ấy liên kết tài khoản khác.",
  chatNotFound: "Không có cuộc trò chuyện này: người nhận cần mở bot và bấm Bắt đầu.",
  unknownBot: "Cuộc trò chuyện thuộc về một bot không còn chạy ở đây: cần liên kết lại.",
  unacceptable:
    "Dịch vụ không nhận nội dung này: đây là lỗi chương trình, hãy báo người phát triển.",
  tooLarge: "Tin hoặc tệp quá lớn đối với dịch vụ: gửi bằng đường khác.",
  rateLimited: "Gửi quá nhanh so với mức cho phép: tự gửi lại khi dịch vụ cho phép.",
  channelOff: "Kênh đang tắt: tin chờ đến khi kênh được bật lại.",
  tokenRefused: "Dịch vụ không nhận mã bot: hãy đặt lại mã, tin đang chờ sẽ được gửi.",
  serviceFault: "Dịch vụ nhắn tin đang gặp sự cố: tự gửi lại, hết số lần thì dừng.",
  unreachable: "Không kết nối được dịch vụ: kiểm tra mạng của máy chủ.",
  attachmentUnread:
    "Chưa đọc được hình hoặc tệp đi kèm: kiểm tra cơ sở dữ liệu và kho tệp; tự gửi lại.",
  noAnswer: "Dịch vụ không trả lời: tin có thể đã đến nơi.",
};
