import { roles, type Grant, type Role } from "../../core/access/actor.ts";
import type { AgencyRecord, StaffRecord } from "../../core/access/people.ts";
import type { Random } from "./random.ts";

/** The people of the demo province: in each agency an officer and a leader, and every other duty. */
export function demoStaff(
  agencies: readonly AgencyRecord[],
  random: Random,
): readonly StaffRecord[] {
  const newName = nameMaker(random);
  const ofAgencies = agencies
    .filter(({ group }) => group !== "tinh")
    .flatMap((agency, place) => staffOf(agency, place, newName));
  const others = specialists.map(([code, title, agencyCode, grants]) =>
    person(code, { title, agencyCode, grants: grantsOf(grants), fullName: newName() }),
  );
  return [...ofAgencies, ...others];
}

type Words = readonly [string, ...string[]];
const surnames: Words = [
  ...([
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Hoàng",
    "Vũ",
    "Đặng",
    "Bùi",
    "Đỗ",
    "Ngô",
    "Dương",
  ] as const),
  ...["Đinh", "Mai", "Trịnh", "Tạ", "Phan", "Cao", "Lương", "La", "Quách", "Nông", "Lý"],
];
const givenOfWomen: Words = [
  ...(["Diệp", "Khuê", "Nhã", "Trâm", "Uyên", "Đoan", "Thư", "Ngân", "Oanh", "Quỳnh"] as const),
  ...["Hạnh", "Nhung", "Yến", "Vy", "Thảo", "Hoài", "Lam", "Mai", "Chi", "Hiền"],
];
const givenOfMen: Words = [
  ...(["Đăng", "Kiên", "Lộc", "Nghĩa", "Phát", "Quyết", "Thịnh", "Toàn", "Khánh"] as const),
  ...["Duy", "Hậu", "Tuấn", "Giang", "Bách", "Lâm", "Vinh", "Hiếu", "Tùng", "Đạt"],
];
const middleOfWomen: Words = ["Thị", "Thu", "Ngọc", "Diệu", "Thanh", "Thị Bích", "Thị Kim"];
const middleOfMen: Words = ["Văn", "Đình", "Hữu", "Gia", "Khắc", "Trọng", "Thế", "Bá"];

function nameMaker(random: Random): () => string {
  const used = new Set<string>();
  return () => {
    for (;;) {
      const isWoman = random.chance(0.5);
      const middle = random.pick(isWoman ? middleOfWomen : middleOfMen);
      const given = random.pick(isWoman ? givenOfWomen : givenOfMen);
      const name = `${random.pick(surnames)} ${middle} ${given}`;
      if (!used.has(name)) {
        used.add(name);
        return name;
      }
    }
  };
}

function staffOf(agency: AgencyRecord, place: number, newName: () => string): StaffRecord[] {
  const prefix = agency.code.toLowerCase();
  const common = { agencyCode: agency.code, isActive: agency.isActive };
  const officer = { ...common, title: "Chuyên viên", grants: grantsOf({ officer: null }) };
  const isCouncil = councilAgencies.has(agency.code);
  const leader = {
    ...common,
    title: leaderTitles[agency.group] ?? "Thủ trưởng đơn vị",
    grants: grantsOf({ leader: null, ...(isCouncil ? { councilMember: null } : {}) }),
  };
  const hasSecond = agency.group === "so" && place % 3 === 0;
  return [
    person(`${prefix}.cv1`, { ...officer, fullName: newName() }),
    ...(hasSecond || agency.code === "SNNMT"
      ? [person(`${prefix}.cv2`, { ...officer, fullName: newName() })]
      : []),
    person(`${prefix}.ld`, { ...leader, fullName: newName() }),
  ];
}

const councilAgencies = new Set(["SNV", "STP", "STC", "SKHCN", "VP"]);
const leaderTitles: Readonly<Record<string, string>> = {
  so: "Phó Giám đốc",
  xa: "Chủ tịch UBND",
  huyen: "Phó Chủ tịch UBND",
  "nganh-doc": "Phó Thủ trưởng",
};

/** Codes of those who appraise what the lead may not: its own leaves. */
export const substitutes: readonly string[] = ["stp.td", "stc.td"];

type Grants = Readonly<Partial<Record<Role, readonly string[] | null>>>;

const specialists: readonly (readonly [string, string, string, Grants])[] = [
  ["ubnd.ct", "Chủ tịch UBND tỉnh", "UBND", { official: null }],
  ["ubnd.pct", "Phó Chủ tịch UBND tỉnh", "UBND", { official: null, councilChair: null }],
  ["snv.dp", "Trưởng phòng Cải cách hành chính", "SNV", { coordinator: null }],
  ["snv.ttd", "Phó Giám đốc", "SNV", { headAppraiser: null, councilMember: null }],
  ["snv.td", "Chuyên viên chính", "SNV", { appraiser: ["1", "4", "5", "8"] }],
  ["stp.td", "Chuyên viên chính", "STP", { appraiser: ["2", "3"] }],
  ["vp.td", "Chuyên viên kiểm soát TTHC", "VP", { appraiser: ["1", "3", "4", "5", "6", "7"] }],
  ["stc.td", "Chuyên viên chính", "STC", { appraiser: ["4", "6", "8"] }],
  ["skhcn.td", "Chuyên viên chuyển đổi số", "SKHCN", { appraiser: ["1", "5", "7"] }],
  ["snv.tk", "Chuyên viên", "SNV", { councilSecretary: null }],
  ["snv.ks", "Chuyên viên", "SNV", { surveyClerk: null }],
  ["stc.dt", "Chuyên viên ngân sách", "STC", { finance: null }],
  ["ttt.tt", "Thanh tra viên", "TTT", { inspector: null }],
  ["snv.qt", "Quản trị hệ thống", "SNV", { admin: null }],
];

function grantsOf(held: Grants): readonly Grant[] {
  return roles.flatMap((role) => {
    const fields = held[role];
    return fields === undefined ? [] : [{ role, fields }];
  });
}

function person(
  code: string,
  about: Pick<StaffRecord, "fullName" | "title" | "agencyCode" | "grants"> & {
    readonly isActive?: boolean;
  },
): StaffRecord {
  return { code, language: "vi", isActive: true, ...about };
}
