/** A day that differs from the ordinary week. */
export interface CalendarDay {
  readonly day: string;
  readonly kind: "off" | "working";
  readonly note: string;
}

const announced = "thông báo nghỉ lễ hằng năm của Bộ Nội vụ";
const labourCode = "Điều 112 Bộ luật Lao động";
const expected = "dự kiến theo Điều 112 Bộ luật Lao động, sửa khi có thông báo chính thức";

/**
 * Public holidays of 2025 to 2027 that fall on weekdays, and Saturdays worked in exchange. 2025
 * and 2026 follow the yearly announcement; 2027 follows the law and is marked as expected.
 */
export const calendarDays: readonly CalendarDay[] = [
  ...off("Tết Dương lịch", labourCode, ["2025-01-01"]),
  ...off("Tết Nguyên đán Ất Tỵ", announced, run("2025-01-", 27, 31)),
  ...off("Giỗ Tổ Hùng Vương (10/3 âm lịch)", labourCode, ["2025-04-07"]),
  ...off("Ngày Chiến thắng 30/4", labourCode, ["2025-04-30"]),
  ...off("Ngày Quốc tế lao động 1/5", labourCode, ["2025-05-01"]),
  ...swap(["2025-05-02", "2025-04-26"]),
  ...off("Quốc khánh", announced, ["2025-09-01", "2025-09-02"]),

  ...off("Tết Dương lịch", labourCode, ["2026-01-01"]),
  ...swap(["2026-01-02", "2026-01-10"]),
  ...off("Tết Nguyên đán Bính Ngọ", announced, run("2026-02-", 16, 20)),
  ...off("Nghỉ bù Giỗ Tổ Hùng Vương (Chủ nhật 26/4)", announced, ["2026-04-27"]),
  ...off("Ngày Chiến thắng 30/4", labourCode, ["2026-04-30"]),
  ...off("Ngày Quốc tế lao động 1/5", labourCode, ["2026-05-01"]),
  ...swap(["2026-08-31", "2026-08-22"]),
  ...off("Quốc khánh", announced, ["2026-09-01", "2026-09-02"]),

  ...off("Tết Dương lịch", labourCode, ["2027-01-01"]),
  ...off("Tết Nguyên đán Đinh Mùi", expected, ["2027-02-05", ...run("2027-02-", 8, 11)]),
  ...off("Giỗ Tổ Hùng Vương (10/3 âm lịch)", labourCode, ["2027-04-16"]),
  ...off("Ngày Chiến thắng 30/4", labourCode, ["2027-04-30"]),
  ...off("Nghỉ bù Ngày Quốc tế lao động (thứ Bảy 1/5)", expected, ["2027-05-03"]),
  ...off("Quốc khánh", expected, ["2027-09-02", "2027-09-03"]),
];

function off(what: string, source: string, days: readonly string[]): readonly CalendarDay[] {
  return days.map((day) => ({ day, kind: "off", note: `${what}; nguồn: ${source}` }));
}

function swap([free, worked]: readonly [string, string]): readonly CalendarDay[] {
  return [
    { day: free, kind: "off", note: `Nghỉ hoán đổi, làm bù ngày ${worked}; nguồn: ${announced}` },
    { day: worked, kind: "working", note: `Làm bù ngày ${free}; nguồn: ${announced}` },
  ];
}

function run(month: string, first: number, last: number): readonly string[] {
  return Array.from(
    { length: last - first + 1 },
    (_, index) => month + String(first + index).padStart(2, "0"),
  );
}
