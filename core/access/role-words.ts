import { roles, type Role } from "./actor.ts";
import { foldWords } from "./sheet-table.ts";

/** The duties in the words of the import files, as `cham staff list` prints them. */
export const roleWords: Readonly<Record<Role, string>> = {
  officer: "chuyên viên",
  leader: "lãnh đạo đơn vị",
  appraiser: "thẩm định",
  coordinator: "điều phối",
  headAppraiser: "trưởng nhóm thẩm định",
  councilMember: "thành viên hội đồng",
  councilChair: "chủ tịch hội đồng",
  councilSecretary: "thư ký hội đồng",
  surveyClerk: "khảo sát",
  finance: "tài chính",
  official: "lãnh đạo tỉnh",
  inspector: "thanh tra",
  admin: "quản trị",
};

const otherWords: Readonly<Record<string, Role>> = {
  "chuyen vien thu ly": "officer",
  "chuyen vien cchc": "officer",
  "lanh dao": "leader",
  "chuyen vien tham dinh": "appraiser",
  "dieu phoi vien": "coordinator",
  "chuyen vien dieu phoi": "coordinator",
  "truong nhom": "headAppraiser",
  "uy vien hoi dong": "councilMember",
  "thanh vien hdtd": "councilMember",
  "chu tich hdtd": "councilChair",
  "thu ky hdtd": "councilSecretary",
  "chuyen vien khao sat": "surveyClerk",
  "dieu tra xa hoi hoc": "surveyClerk",
  "quan tri he thong": "admin",
};

const roleOf: ReadonlyMap<string, Role> = new Map([
  ...roles.map((role) => [foldWords(role), role] as const),
  ...roles.map((role) => [foldWords(roleWords[role]), role] as const),
  ...Object.entries(otherWords),
]);

/** Reads one duty, in Vietnamese words or by its English key; undefined when it is none. */
export function readRole(text: string): Role | undefined {
  return roleOf.get(foldWords(text));
}
