import { schemeChangeVi } from "../../core/conversation/messages/scheme-change-vi.ts";
import { instantVi, numberVi, printedVi } from "../../core/conversation/messages/vi/words.ts";
import type { AgainReason } from "../../core/scoring/carry-answers.ts";
import type {
  AgencyReport,
  SchemeChangeOutcome,
  SchemeChangeReport,
} from "../../usecases/change-scheme.ts";
import type { Figures } from "../../usecases/score-stored.ts";

type Reported = Extract<SchemeChangeOutcome, { readonly report: SchemeChangeReport }>;

/** What a change of scheme comes to, for whoever decides on it: a line each. */
export function schemeChangeLines(report: SchemeChangeReport): readonly string[] {
  const { from, to, changes, agencies, until } = report;
  const affected = agencies.filter(isAffected);
  const asked = agencies.reduce((sum, each) => sum + each.asked.length, 0);
  const had = agencies.reduce((sum, each) => sum + each.asked.filter((one) => one.had).length, 0);
  return [
    `Từ ${versionVi(from.version)} (${from.hash.slice(0, 12)}…) sang ${versionVi(to.version)} (${to.hash.slice(0, 12)}…)`,
    "Thay đổi:",
    ...(changes.length === 0 ? ["- không có"] : changes.map((each) => `- ${schemeChangeVi(each)}`)),
    `Đơn vị bị ảnh hưởng: ${String(affected.length)}/${String(agencies.length)}; phải trả lời: ${String(asked)} lượt tiêu chí, trong đó ${String(had)} lượt đã có câu trả lời.`,
    ...(until === null
      ? []
      : [`Mở lại các tiêu chí phải trả lời cho đơn vị đã nộp đến ${instantVi(until)}.`]),
    ...affected.flatMap(agencyLines),
  ];
}

/** The same for programs; points in ten-thousandths. */
export function schemeChangeJson({ kind, report }: Reported): object {
  const affected = report.agencies.filter(isAffected);
  return { status: kind, ...report, affected: affected.length, agencies: affected };
}

function isAffected({ before, after, asked, setAside, valuesSetAside }: AgencyReport): boolean {
  const isOther = (["achieved", "applicableMax", "index"] as const).some(
    (each) => before[each] !== after[each],
  );
  return isOther || asked.length + setAside.length + valuesSetAside.length > 0;
}

function agencyLines(report: AgencyReport): readonly string[] {
  const { code, name, before, after, asked, setAside, valuesSetAside } = report;
  const gone = setAside.filter((each) => !asked.some((one) => one.code === each));
  return [
    `${code} ${name}: ${numberVi(before.achieved)} → ${figuresVi(before, after)}`,
    ...asked.map(
      (one) => `  ${one.code}: ${whyVi[one.why]}${one.had ? "" : " (chưa có câu trả lời)"}`,
    ),
    ...(gone.length > 0
      ? [`  câu trả lời không còn dùng, giữ trong nhật ký: ${gone.join(", ")}`]
      : []),
    ...(valuesSetAside.length > 0
      ? [`  điểm thẩm định, số liệu khác phải làm lại: ${valuesSetAside.join(", ")}`]
      : []),
  ];
}

function figuresVi(before: Figures, after: Figures): string {
  const change = after.achieved - before.achieved;
  const sign = change > 0 ? "+" : "";
  const index = ({ index: text }: Figures) => (text === null ? "–" : printedVi(text));
  return `${numberVi(after.achieved)} điểm (${sign}${numberVi(change)}); Chỉ số ${index(before)} → ${index(after)}`;
}

const whyVi: Readonly<Record<AgainReason, string>> = {
  new: "tiêu chí mới, phải trả lời",
  renamed: "tên tiêu chí đã khác, phải trả lời lại",
  facts: "số liệu hoặc câu hỏi đã khác, phải trả lời lại",
  source: "nay do đơn vị tự chấm, phải trả lời",
  unfit: "câu trả lời không còn đúng quy định mới, phải trả lời lại",
  mustApply: "nay không được báo “không áp dụng”, phải trả lời",
};

function versionVi(version: number | null): string {
  return version === null ? "phiên bản mới" : `phiên bản ${String(version)}`;
}
