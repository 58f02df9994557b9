import { percentOf } from "../../overview/share-of.ts";
import { shortName } from "../../overview/short-name.ts";
import type { PictureMessages } from "../catalogue/picture.ts";
import { capitalised } from "../figure-text.ts";
import { dayText } from "../local-time.ts";
import { groupVi } from "./commands.ts";
import { instantVi, marksVi, printedVi, stageVi } from "./words.ts";

/** Words in and around the pictures, in Vietnamese. */
export const pictureVi: PictureMessages = {
  warnings: marksVi,
  rankingTitle: () => "Xếp hạng Chỉ số CCHC",
  standing: ({ stage, official }) => {
    const isOfficial = Boolean(official) || stage === "published" || stage === "archived";
    if (!isOfficial) return { text: "TẠM TÍNH – chưa phải kết quả chính thức", isOfficial };
    return {
      text: official
        ? `CHÍNH THỨC – Quyết định số ${official.number} ngày ${dayText(official.date)}`
        : "CHÍNH THỨC",
      isOfficial,
    };
  },
  computed: ({ stage, computedAt, snapshot }) =>
    computedAt === null
      ? `Giai đoạn ${stageVi(stage)}. Chưa tính kết quả.`
      : `Giai đoạn ${stageVi(stage)}. Tính lúc ${instantVi(computedAt)}, bản số ${snapshot ?? 0}.`,
  progressTitle: (stage) => `Tiến độ ${stageVi(stage)}`,
  counted: (now) => `Số liệu lúc ${instantVi(now)}.`,
  progressKey: (stage) =>
    `Phần trăm tiêu chí thành phần đã ${doneWords[stage] ?? "xong"}, theo từng lĩnh vực; đơn vị chậm nhất ở trên.`,
  group: ({ group, agencies }) => `${capitalised(groupVi(group))} (${agencies} đơn vị)`,
  bar: ({ rank, agencyName, index, band }) => ({
    label: `${rank === null ? "–" : `${rank}.`} ${shortName(agencyName)}`,
    text:
      index === null
        ? "chưa có"
        : band === null
          ? printedVi(index)
          : `${printedVi(index)}  ${band}`,
  }),
  cell: (done) => (done.total === 0 ? "–" : `${percentOf(done)}%`),
  whole: () => "Tổng",
  field: ({ code, name }) => `${code}: ${name}`,
  rankingAlt: ({ roundTitle, standing, first, agencies }) =>
    `Biểu đồ xếp hạng ${agencies} đơn vị, ${roundTitle}, ${standing}. Trên cùng: ${first.join("; ")}. Danh sách đầy đủ: gõ /xephang.`,
  progressAlt: ({ roundTitle, last, agencies }) =>
    `Bảng màu tiến độ của ${agencies} đơn vị theo lĩnh vực, ${roundTitle}. Trên cùng: ${last.join("; ")}. Danh sách đầy đủ: gõ /cham.`,
};

const doneWords: Readonly<Record<string, string>> = {
  selfScoring: "tự chấm, đủ minh chứng",
  appraisal: "thẩm định",
  explaining: "giải trình",
  secondAppraisal: "thẩm định lần 2",
};
