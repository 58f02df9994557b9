import type { PeopleTemplate } from "../../adapters/documents/people-template.ts";
import { type Leaf, type Scheme, leavesOf } from "../../core/scheme/scheme.ts";
import { givenColumns, type GivenColumn } from "../../core/given/given-columns.ts";
import type { Given, GivenAgency, StoredGiven } from "../../core/given/given.ts";
import { ballotsText } from "../../core/given/read-given-value.ts";
import { trimmedVi } from "../../core/conversation/messages/vi/words.ts";
import { kindNames } from "./given-words.ts";

/** The name of the sheet. */
export const givenSheet = "Số liệu";

const help: Readonly<Record<GivenColumn, { readonly width: number; readonly note: string }>> = {
  agency: { width: 12, note: "Bắt buộc: mã đơn vị trong kỳ đánh giá." },
  kind: {
    width: 16,
    note: "Bắt buộc: bên ngoài, khảo sát, không áp dụng, điểm thưởng, điểm trừ hoặc khống chế.",
  },
  code: {
    width: 12,
    note: "Bắt buộc: mã tiêu chí; với điểm thưởng, điểm trừ, khống chế là mã khoản trong bộ tiêu chí. Định dạng ô là chữ (Text): Excel đổi 1.10 thành 1.1 nếu để dạng số.",
  },
  question: { width: 10, note: "Chỉ dùng cho khảo sát: mã câu hỏi trong bộ tiêu chí." },
  group: { width: 14, note: "Chỉ dùng cho khảo sát: mã nhóm người trả lời trong bộ tiêu chí." },
  value: {
    width: 34,
    note: "Bên ngoài: con số, ví dụ 85,5. Khảo sát: số phiếu của từng phương án, ví dụ A=30; B=12; C=0; có thể thêm không ý kiến=2. Điểm thưởng, điểm trừ: số lần. Không áp dụng, khống chế: để trống. Ghi “bỏ” để thôi không tính điều đã ghi. Số liệu bên ngoài, khảo sát để trống thì dòng đó được bỏ qua.",
  },
  leaves: {
    width: 16,
    note: "Chỉ dùng cho điểm trừ làm tiêu chí về 0 điểm: các mã tiêu chí, cách nhau bằng dấu “;”.",
  },
  reason: {
    width: 40,
    note: "Bắt buộc với khai báo và khi sửa số liệu đã có; được lưu vào nhật ký.",
  },
  about: { width: 60, note: "Để tra cứu; không đọc khi nhập." },
};

/** The sheet of a round: a row for each figure that is wanted, with what is stored so far. */
export function givenTemplate(agencies: readonly GivenAgency[]): PeopleTemplate {
  return {
    sheet: givenSheet,
    columns: givenColumns.map(({ key, title }) => ({ title, ...help[key] })),
    examples: agencies.flatMap(rowsOf),
    remark:
      "Mỗi dòng là một số liệu cần có của một đơn vị; điền cột “Giá trị”. Khai báo thì thêm dòng mới.",
  };
}

type Row = readonly string[];

function rowsOf({ code, scheme, stored }: GivenAgency): readonly Row[] {
  const answers = leavesOf(scheme.fields).flatMap((leaf) =>
    leafRows(code, { leaf, scheme }, stored),
  );
  return [...answers, ...stored.flatMap((each) => declaredRow(code, scheme, each))];
}

function leafRows(
  agency: string,
  { leaf, scheme }: { readonly leaf: Leaf; readonly scheme: Scheme },
  stored: readonly StoredGiven[],
): readonly Row[] {
  const { rule } = leaf;
  const given = stored.find(
    (each) => each.code === leaf.code && each.given.kind === rule.kind,
  )?.given;
  if (rule.kind === "external") {
    const value = given?.kind === "external" ? given.value.replace(".", ",") : "";
    const about = `${leaf.name}: ${rule.label}, từ 0 đến ${trimmedVi(rule.scale)}`;
    return [[agency, kindNames.external, leaf.code, "", "", value, "", "", about]];
  }
  if (rule.kind !== "survey" || !scheme.survey) return [];
  const { questions, groupWeights } = scheme.survey;
  const tallies = given?.kind === "survey" ? given.tallies : {};
  return questions
    .filter(({ key }) => rule.questions.includes(key))
    .flatMap(({ key, text, options }) =>
      Object.keys(groupWeights).map((group) => {
        const keys = options.map((each) => each.key);
        const value = ballotsText(keys, tallies[key]?.[group] ?? null);
        const labels = options.map((each) => `${each.key}: ${each.label}`).join("; ");
        const about = `${text} ${labels}`;
        return [agency, kindNames.survey, leaf.code, key, group, value, "", "", about];
      }),
    );
}

function declaredRow(agency: string, scheme: Scheme, { code, given }: StoredGiven): readonly Row[] {
  if (given.kind === "external" || given.kind === "survey") return [];
  const item = scheme.adjustments.items.find((each) => each.code === code);
  const about = item?.name ?? scheme.knockouts.find(({ key }) => key === code)?.label ?? "";
  return [
    [
      ...[agency, sortOf(given, item?.kind), code, "", ""],
      ...[given.kind === "adjustment" ? String(given.count) : "", given.leaves.join("; ")],
      ...[given.reason, about],
    ],
  ];
}

function sortOf({ kind }: Given, item: "bonus" | "penalty" | undefined): string {
  if (kind !== "adjustment") return kindNames[kind];
  return item === "penalty" ? "điểm trừ" : "điểm thưởng";
}
