import type { Unreached } from "../../reminders/reminder-facts.ts";
import {
  type AtRisk,
  type Behind,
  type HandedIn,
  partUntouched,
  type RoundStanding,
} from "../../../reminders/round-standing.ts";
import type { Rational } from "../../../rational.ts";
import { roundHalfUp } from "../../../rational.ts";
import type { Phase } from "../../../round/round.ts";
import type { Alert } from "../../standing/alert.ts";
import type { StandingMessages } from "../catalogue/standing.ts";
import { clipped } from "../local-time.ts";
import { groupVi } from "./commands.ts";
import { instantVi, marksVi, numberVi, stageVi } from "./words.ts";

/** How many are named in one part, one a line. */
const named = 15;
/** And how many in one line, by their codes. */
const namedTogether = 40;

/** Where a round stands, in Vietnamese. */
export const standingVi: StandingMessages = {
  title: () => "Tình hình kỳ đánh giá",
  dailyTitle: () => "Báo cáo đầu ngày: tình hình kỳ đánh giá",
  standing: ({ standing, unreached }) =>
    [
      headVi(standing),
      handedInVi(standing.handedIn),
      ...lateVi(standing),
      ...riskVi(standing),
      ...(unreached.length === 0
        ? []
        : [
            [
              `Chưa liên lạc được ${unreached.length} người, đơn vị còn việc, cần gọi điện:`,
              ...unreached.slice(0, 8).map(unreachedVi),
              ...(unreached.length > 8 ? [`… xem hết bằng /nhac nhatky.`] : []),
            ].join("\n"),
          ]),
      todoVi(standing),
    ].join("\n\n"),
  alertTitle: () => "Cảnh báo",
  alert: alertVi,
  buttons: {
    laggards: () => "Đơn vị chậm nhất",
    log: () => "Nhật ký nhắc việc",
    round: () => "Gia hạn, mở lại, chuyển bước",
    trouble: () => "Xem sự cố",
  },
};

function unreachedVi({ name, agencyCode, reason }: Unreached): string {
  const line = `• ${name} (${agencyCode})`;
  if (reason === "noOfficer") return `${line}: đơn vị chưa có chuyên viên đang hoạt động`;
  return reason === "noLeader" ? `${line}: đơn vị chưa có lãnh đạo đang hoạt động` : line;
}

function headVi(standing: RoundStanding): string {
  const { deadline, daysLeft } = standing;
  const time =
    deadline === null
      ? ""
      : daysLeft === null
        ? ` Hạn ${instantVi(deadline)} đã qua.`
        : ` Hạn ${instantVi(deadline)}, ${daysLeft === 0 ? "trong hôm nay" : `còn ${daysLeft} ngày làm việc`}.`;
  return [...marksVi(standing), `${standing.title}: bước ${stageVi(standing.stage)}.${time}`].join(
    "\n",
  );
}

function handedInVi(groups: readonly HandedIn[]): string {
  const sum = (of: (each: HandedIn) => number): number =>
    groups.reduce((total, each) => total + of(each), 0);
  const [agencies, submitted] = [sum((each) => each.agencies), sum((each) => each.submitted)];
  const onTime = sum((each) => each.onTime);
  return [
    `Tự chấm: ${submitted}/${agencies} đơn vị đã nộp, ${sum((each) => each.signed)} đã ký xác nhận; nộp đúng hạn ${onTime}/${agencies} (${percent(onTime, agencies)}%).`,
    ...groups.map(
      (each) =>
        `• ${groupVi(each.group)}: nộp ${each.submitted}/${each.agencies}, ký ${each.signed}`,
    ),
  ].join("\n");
}

function lateVi({ late }: RoundStanding): readonly string[] {
  if (late.length === 0) return [];
  return [
    [
      `Quá hạn ${late.length}:`,
      ...late
        .slice(0, named)
        .map((each) => `• ${whoVi(each)}: ${leftVi(each)}, quá ${each.daysOver} ngày làm việc`),
      ...moreVi(late.length),
    ].join("\n"),
  ];
}

function riskVi({ atRisk, onTheWay }: RoundStanding): readonly string[] {
  if (atRisk.length === 0) {
    return onTheWay === 0 ? [] : [`Đang làm, chưa thấy nguy cơ chậm: ${onTheWay}.`];
  }
  const { untouched, begun } = partUntouched(atRisk);
  return [
    [
      `Nguy cơ chậm ${atRisk.length} (theo nhịp làm đến nay), đang làm kịp ${onTheWay}:`,
      ...untouchedVi(untouched),
      ...begun.slice(0, named).map(paceVi),
      ...moreVi(begun.length),
    ].join("\n"),
  ];
}

function untouchedVi(untouched: readonly AtRisk[]): readonly string[] {
  if (untouched.length === 0) return [];
  const names = untouched
    .slice(0, namedTogether)
    .map(({ code, name }) => code ?? clipped(name, 60));
  const rest = untouched.length > namedTogether ? ", … (/cham)" : "";
  return [`• Chưa xong tiêu chí nào (${untouched.length}): ${names.join(", ")}${rest}`];
}

function paceVi(each: AtRisk): string {
  const { pace, total } = each;
  const sum = `xong ${pace.done}/${total ?? 0} trong ${pace.daysGone} ngày làm việc = ${rateVi(pace.soFar)}/ngày`;
  const need =
    pace.needed === null
      ? "đã hết ngày làm việc"
      : `cần ${rateVi(pace.needed)}/ngày trong ${pace.daysLeft} ngày kể từ hôm nay`;
  return `• ${whoVi(each)}: ${sum}; còn ${pace.left}, ${need}; cứ thế sẽ thiếu ${rateVi(pace.short)}`;
}

/** One decimal place, half up. */
function rateVi(rate: Rational): string {
  return numberVi(roundHalfUp(rate, 10) * 1000);
}

function whoVi({ code, name }: Pick<Behind, "code" | "name">): string {
  return code === null ? clipped(name, 60) : `${code} ${clipped(name, 50)}`;
}

function leftVi({ owes, left, total }: Behind): string {
  if (owes === "supply") return `danh sách điều tra xã hội học thiếu ${left} người`;
  if (left === 0) return "đã đủ, chưa nộp";
  return total === null ? `còn ${left}` : `còn ${left}/${total} tiêu chí`;
}

function moreVi(count: number): readonly string[] {
  return count > named ? [`… và ${count - named} nữa, xem bằng /cham.`] : [];
}

function todoVi({ late, atRisk, phase }: RoundStanding): string {
  if (late.length > 0) {
    return "Việc cần làm: xét gia hạn hoặc mở lại bằng /dot; hệ thống tiếp tục báo lên cấp trên theo lịch.";
  }
  if (atRisk.length > 0) {
    return "Việc cần làm: đôn đốc các đơn vị có nguy cơ chậm; hệ thống vẫn nhắc theo lịch (/nhac xem).";
  }
  return phase === null
    ? "Không có việc nào cần đôn đốc."
    : "Chưa có việc cần can thiệp; hệ thống nhắc theo lịch (/nhac xem).";
}

function percent(part: number, whole: number): string {
  return whole === 0 ? "0" : numberVi(roundHalfUp({ num: part * 100, den: whole }, 10) * 1000);
}

const phaseWork: Readonly<Record<Phase, string>> = {
  selfScoring: "nộp kết quả tự chấm",
  appraisal: "thẩm định xong",
  explaining: "giải trình",
  secondAppraisal: "trả lời giải trình xong",
  council: "biểu quyết xong",
  survey: "lập đủ danh sách điều tra xã hội học",
};

function alertVi(alert: Alert): string {
  switch (alert.kind) {
    case "deadlineOpen":
      return [
        ...marksVi(alert.round),
        `${alert.round.title}: hạn ${instantVi(alert.deadline)} đã qua, ${alert.open.length} nơi chưa ${phaseWork[alert.phase]}: ${alert.open.slice(0, 20).join(", ")}${alert.open.length > 20 ? "…" : ""}.`,
        "Xét gia hạn, mở lại bằng /dot.",
      ].join("\n");
    case "evidenceRefused":
      return `${alert.agencyName} (${alert.agencyCode}) gửi tài liệu cho tiêu chí ${alert.code} bị từ chối ${alert.times} lần trong 24 giờ. Đề nghị liên hệ, hướng dẫn đơn vị chọn đúng loại tệp.`;
    case "channelDown":
    case "quotaNear":
      return channelAlertVi(alert);
    case "inboxOld":
      return `${alert.waiting} tin nhắn của người dùng chờ trả lời đã ${alert.minutes} phút. Kiểm tra bot và worker có đang chạy.`;
    case "queueOld":
      return `Hàng đợi có ${alert.waiting} việc, việc cũ nhất chờ đã ${alert.minutes} phút. Kiểm tra worker có đang chạy.`;
    case "poison":
      return `${alert.count} tin nhắn (${alert.channel}) xử lý nhiều lần không được, đã để riêng: ${clipped(alert.words, 200)}. Không mất; sửa lỗi rồi cho thử lại bằng /suco.`;
    case "diskLow":
      return `Ổ đĩa của máy chủ chỉ còn ${alert.percentFree}% trống. Cần thêm chỗ trước khi tài liệu không lưu được nữa.`;
  }
}

function channelAlertVi(
  alert: Extract<Alert, { readonly kind: "channelDown" | "quotaNear" }>,
): string {
  if (alert.kind === "channelDown") {
    return `Kênh ${alert.channel} không nhận tin đã ${alert.minutes} phút, ${alert.waiting} tin đang chờ. Tin không mất, tự gửi khi kênh trở lại. Kiểm tra mạng của máy chủ và mã bot.`;
  }
  return `Kênh ${alert.channel} đã gửi ${alert.used}/${alert.quota} tin của hạn mức tháng này${alert.used < alert.quota ? "" : ", đã hết: tin nhắc việc không gửi qua kênh này nữa, tin trả lời vẫn gửi"}. Đề nghị mua thêm hạn mức, hoặc hướng dẫn cán bộ liên kết thêm kênh khác.`;
}
