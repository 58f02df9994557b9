import type { SkipReason } from "../../../reminders/due-reminders.ts";
import { officeHours } from "../../../reminders/sending-hours.ts";
import type { LoggedReminder, PlannedPhase, Unreached } from "../../reminders/reminder-facts.ts";
import type { ReminderMessages } from "../catalogue/reminder.ts";
import { clipped, localTime } from "../local-time.ts";
import { deliveryVi } from "./delivery.ts";
import { instantVi, marksVi, stageVi } from "./words.ts";

type Views = Pick<
  ReminderMessages,
  | ("misread" | "nothingOwed" | "settings" | "hoursSet" | "hoursRefused" | "planTitle" | "plan")
  | ("logTitle" | "log" | "noSuchAgency" | "sample")
>;

/** The plan, the log and the settings of reminders. */
export const reminderViewsVi: Views = {
  misread: (read) =>
    `Không hiểu “${clipped(read, 40)}”. Anh/chị nhập /nhac (việc còn lại của mình), /nhac gio 08:00-16:30 (giờ nhận nhắc việc); cán bộ điều phối thêm /nhac xem (lịch nhắc), /nhac nhatky (nhật ký), /nhac thu STC (xem tin mà đơn vị nhận).`,
  nothingOwed: () => "Anh/chị không còn việc nào phải làm trong các kỳ đang mở.",
  settings: ({ hours, channels }) =>
    [
      `Giờ nhận nhắc việc: ${hours.from}–${hours.until} các ngày làm việc; mỗi ngày nhiều nhất một tin. Đổi giờ: /nhac gio 08:00-16:30.`,
      ...(channels === 0
        ? ["Chưa có kênh nào nhận được tin nhắc của anh/chị. Xem /lienket để thêm một kênh."]
        : []),
    ].join("\n"),
  hoursSet: ({ from, until }) =>
    `Đã ghi: nhắc việc gửi từ ${from} đến ${until} các ngày làm việc. Trả về giờ hành chính: /nhac gio ${officeHours.from}-${officeHours.until}.`,
  hoursRefused: (problem) => {
    switch (problem.kind) {
      case "noTime":
        return `Đọc được giờ “${clipped(problem.read, 20)}”; cần dạng 08:00. Chưa đổi gì.`;
      case "notLater":
        return `Giờ kết thúc ${problem.hours.until} không sau giờ bắt đầu ${problem.hours.from}. Chưa đổi gì.`;
      case "tooQuiet":
        return `Khoảng ${problem.hours.from}–${problem.hours.until} còn chưa đủ ${problem.leastMinutes} phút trong giờ hành chính (${officeHours.from}–${officeHours.until}), sẽ không kịp nhắc trước hạn. Chưa đổi gì.`;
    }
  },
  planTitle: () => "Lịch nhắc việc",
  plan: (round) =>
    [
      ...marksVi(round),
      `${round.title}: ${stageVi(round.stage)}`,
      ...round.phases.map(phaseVi),
    ].join("\n"),
  logTitle: () => "Nhật ký nhắc việc",
  log: ({ rows, unreached, page }) =>
    [
      ...(page === 0 && unreached.length > 0
        ? [
            [
              `Chưa liên lạc được ${unreached.length} người, đơn vị còn việc:`,
              ...unreached
                .slice(0, 15)
                .map((each) => `• ${each.name} (${each.agencyCode}): ${reasonVi(each.reason)}`),
              ...(unreached.length > 15 ? [`… và ${unreached.length - 15} nơi khác.`] : []),
            ].join("\n"),
          ]
        : []),
      rows.length === 0 ? "Chưa có tin nhắc nào." : rows.map(rowVi).join("\n"),
    ].join("\n\n"),
  noSuchAgency: () => "Không có đơn vị này trong các kỳ đang mở. Anh/chị nhập như: /nhac thu STC.",
  sample: () =>
    "Tin dưới đây là bản gửi thử cho riêng anh/chị: nếu nhắc lúc này, cán bộ của đơn vị nhận đúng nội dung này. Không ai khác nhận được.",
};

/** Why a reminder did not go out. */
function reasonVi(reason: SkipReason | Unreached["reason"]): string {
  return reasons[reason];
}

const reasons: Readonly<Record<SkipReason | Unreached["reason"], string>> = {
  notOwing: "đã làm xong",
  superseded: "đã có tin mới hơn hoặc đã qua thời điểm",
  quietHours: "ngoài giờ nhận tin",
  dayOff: "ngày nghỉ",
  alreadyToday: "hôm nay đã nhận một tin",
  unlinked: "chưa liên kết kênh trò chuyện",
  blockedByUser: "đã chặn hoặc rời cuộc trò chuyện",
  noChannel: "kênh đã liên kết không hoạt động",
  quota: "kênh hết hạn mức gửi",
  noOfficer: "đơn vị chưa có chuyên viên đang hoạt động",
  noLeader: "đơn vị chưa có lãnh đạo đang hoạt động",
};

function phaseVi({ phase, window, steps, escalation, owed, people }: PlannedPhase): string {
  const days = steps.map(({ days: at, instant }) => `${dayVi(instant)} (${offsetVi(at)})`);
  const ladder =
    escalation.maxRungs === 0
      ? "không báo lên cấp trên"
      : `báo lên cấp trên ${offsetVi(escalation.startDays)}, mỗi cấp cách ${escalation.daysBetween} ngày làm việc, nhiều nhất ${escalation.maxRungs} cấp`;
  return [
    `• ${phaseName(phase)}: hạn ${instantVi(window.closesAt)}.`,
    `  Nhắc: ${days.join("; ") || "không có lần nào"}.`,
    `  Quá hạn: ${ladder}.`,
    `  Lúc này còn ${owed} đầu việc, ${people} người có thể được nhắc.`,
  ].join("\n");
}

function phaseName(phase: PlannedPhase["phase"]): string {
  const name = stageVi(phase);
  return name.slice(0, 1).toUpperCase() + name.slice(1);
}

function dayVi(instant: string): string {
  const { date, time } = localTime(instant);
  return `${time} ${date.slice(0, 5)}`;
}

function offsetVi(days: number): string {
  if (days === 0) return "ngày hạn";
  return days < 0 ? `trước ${-days} ngày` : `sau ${days} ngày`;
}

function rowVi({ at, name, agencyCode, subject, duty, step, outcome }: LoggedReminder): string {
  const about = `${dutyName(duty)} ${subject}, ${stepVi(step)}`;
  return `• ${dayVi(at)} ${clipped(name, 40)} (${agencyCode}): ${about}: ${outcomeVi(outcome)}`;
}

function dutyName(key: string): string {
  return duties[key.split("/")[0] ?? ""] ?? key;
}

const duties: Readonly<Record<string, string>> = {
  score: "tự chấm",
  rescore: "sửa tiêu chí được mở lại",
  signOff: "ký xác nhận",
  appraise: "thẩm định",
  answer: "giải trình",
  signExplanations: "ký giải trình",
  vote: "biểu quyết",
  supply: "lập danh sách điều tra xã hội học",
};

const rungs: Readonly<Record<string, string>> = {
  officer: "quá hạn, báo người làm",
  leader: "quá hạn, báo lãnh đạo đơn vị",
  coordinator: "quá hạn, báo Sở Nội vụ",
  official: "quá hạn, báo lãnh đạo phụ trách",
};

function stepVi(step: string): string {
  const head = step.split("@")[0] ?? "";
  return rungs[head] ?? offsetVi(Number(head));
}

function outcomeVi(outcome: LoggedReminder["outcome"]): string {
  switch (outcome.kind) {
    case "waiting":
      return `đang gửi (${outcome.channel})`;
    case "delivered":
      return `đã đến (${outcome.channel})`;
    case "mayHaveArrived":
      return `có thể đã đến (${outcome.channel} không trả lời)`;
    case "failed":
      return `không gửi được (${outcome.channel}): ${deliveryVi.fault(outcome.fault)}`;
    case "skipped":
      return `không gửi: ${reasonVi(outcome.reason)}`;
  }
}
