import type { DrillOptions } from "./drill-plan.ts";
import type { LineName, Verdict } from "./judge-drill.ts";
import { isClean } from "./judge-drill.ts";
import type { Troubles } from "./make-trouble.ts";

const names: Readonly<Record<LineName, string>> = {
  updates: "Lượt nhắn, bấm, gửi",
  answers: "Câu trả lời",
  files: "Tệp kiểm chứng",
  documents: "Văn bản kiểm chứng",
  receipts: "Biên nhận",
  handIns: "Trình kết quả",
  duties: "Báo lãnh đạo ký",
  messages: "Tin nhắn của bot",
};

/** Says in Vietnamese what a drill has found, as a table for a terminal. */
export function reportDrill(
  options: DrillOptions,
  troubles: Troubles,
  verdict: Verdict,
): readonly string[] {
  const { lines, repeated, repeatedUnrecorded, waits, onTheWay, filesNotKept } = verdict;
  const head = row(["", "Đã gửi", "Đã lưu", "Đã trả lời", "Mất", "Lặp", "Gửi lại"]);
  const table = lines.map(({ name, said, stored, answered, lost, doubled }) =>
    row([
      ...[names[name], said, stored, answered, lost, doubled],
      name === "messages" ? repeated : "",
    ]),
  );
  return [
    "",
    `Diễn tập đêm hạn nộp: ${String(options.minutes)} phút, ${String(options.agencies)} đơn vị × ${String(options.people)} người, hàng đợi ${options.backend === "redis" ? "Redis" : "PostgreSQL"}, hạt giống ${String(options.seed)}.`,
    `Đã gây ra: ${told(troubles)}.`,
    "",
    head,
    "─".repeat(head.length),
    ...table,
    "",
    `Gửi lại: ${String(repeated)} tin nhắn mà hộp thư đi đã ghi là chưa rõ có đến nơi không; gửi lại mà không ghi: ${String(repeatedUnrecorded)}.`,
    `Thời gian chờ trả lời: p50 ${seconds(waits, 0.5)}, p95 ${seconds(waits, 0.95)}, p99 ${seconds(waits, 0.99)}.`,
    `Còn dở khi hết giờ đợi: ${String(onTheWay.updates)} lượt nhắn chưa xử lý, ${String(onTheWay.replies)} tin nhắn chưa gửi, ${String(onTheWay.files)} tệp chưa lấy xong, ${String(onTheWay.agencies)} đơn vị chưa tính lại.`,
    ...(filesNotKept.length > 0 ? [`Tệp không lưu được: ${filesNotKept.join("; ")}.`] : []),
    isClean(verdict)
      ? "KẾT QUẢ: ĐẠT, không mất, không lặp."
      : "KẾT QUẢ: KHÔNG ĐẠT, có cột phải bằng 0 mà khác 0.",
  ];
}

function told(troubles: Troubles): string {
  const { botKilled, workerKilled, connectionsCut, redisRestarted } = troubles;
  return [
    `giết bot ${String(botKilled)} lần`,
    `giết worker ${String(workerKilled)} lần`,
    `cắt ${String(connectionsCut)} kết nối cơ sở dữ liệu`,
    ...(redisRestarted > 0 ? [`giết Redis ${String(redisRestarted)} lần`] : []),
    `${String(troubles.deliveredAgain)} lượt giao lặp`,
    `${String(troubles.tooMany)} lỗi 429`,
    `${String(troubles.serverFaults)} lỗi 5xx`,
    `${String(troubles.brokenOff)} lần đứt kết nối`,
    `${String(troubles.delayed)} lần trả lời chậm`,
    `${String(troubles.slowFiles)} tệp chậm`,
    `${String(troubles.blocked)} người chặn bot`,
  ].join(", ");
}

function row(cells: readonly (string | number)[]): string {
  const [name = "", ...figures] = cells.map(String);
  return [name.padEnd(20), ...figures.map((figure) => figure.padStart(11))].join("").trimEnd();
}

function seconds(waits: readonly number[], share: number): string {
  const ms = waits[Math.min(waits.length - 1, Math.floor(waits.length * share))] ?? 0;
  return `${(ms / 1000).toFixed(2).replace(".", ",")} giây`;
}
