import type { SendFault } from "../../../delivery/send-fault.ts";
import type { DeliveryMessages } from "../catalogue/delivery.ts";

/** What went wrong on the way of a message, in Vietnamese. */
export const deliveryVi: DeliveryMessages = {
  fault: (fault) => faults[fault],
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
  noAnswer: "Dịch vụ không trả lời: tin có thể đã đến nơi.",
};
