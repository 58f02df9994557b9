import type { AgencyRecord } from "../../core/access/people.ts";
import { agencyWithoutProcedures, personaAgency } from "./agencies.ts";
import type { Profile } from "./draft-rows.ts";
import type { Random } from "./random.ts";
import type { DeclarationRow } from "./rows.ts";

/** How one agency does in one round. */
export interface Part extends Profile {
  readonly isSubmitted: boolean;
  /** False when survey and external figures are not there yet. */
  readonly hasGiven: boolean;
  /** The agency whose facts it repeats in other figures, so that the two tie. */
  readonly ties?: string;
  /** Days after the round's closing that it may hand in, by an extension. */
  readonly extensionDays?: number;
  /** Days after its closing that it handed in; the penalty is declared. */
  readonly lateDays?: number;
}

/** What is declared about an agency, as the province would write it. */
export type Declared = Pick<DeclarationRow, "kind" | "code" | "count" | "leaves" | "reason">;

/** Leaves that the main persona finds open. */
export const personaOpenLeaves = ["1.1.3", "3.4.1", "7.1.1"];

const finished = { answered: 1, unproved: 0, isSubmitted: true, hasGiven: true } as const;

/** The part an agency takes in the finished round of 2024. */
export function partIn2024(agency: AgencyRecord, random: Random): Part {
  const part: Part = { ...finished, quality: 0.8 + 0.17 * random.next() };
  return { ...part, ...specialIn2024[agency.code] };
}

const specialIn2024: Readonly<Record<string, Partial<Part>>> = {
  SNV: { quality: 0.965 },
  SDL: { ties: "SVHTT" },
  H07: { ties: "H03" },
  SNGV: { extensionDays: 5 },
  BQLDA: { quality: 0.74, lateDays: 4 },
  SXD: { quality: 0.97, isInflated: true },
};

/** The part an agency takes in the round of 2025, which is in self-scoring. */
export function partIn2025(agency: AgencyRecord, place: number, random: Random): Part {
  const quality = 0.8 + 0.17 * random.next();
  const special = specialIn2025[agency.code];
  const base = { quality, unproved: 0.08, isSubmitted: false, hasGiven: true, answered: 0 };
  if (special) return { ...base, ...special };
  if (agency.group === "xa") return { ...base, ...communePart(place, random) };
  const isIdle = place % 5 === 3;
  return { ...base, answered: isIdle ? 0 : 0.3 + 0.5 * random.next() };
}

const specialIn2025: Readonly<Record<string, Partial<Part>>> = {
  SNV: { ...finished, quality: 0.95 },
  STP: { ...finished, quality: 0.93 },
  SYT: { ...finished, quality: 0.86 },
  STC: { ...finished, quality: 0.9 },
  SXD: { ...finished, isInflated: true },
  VP: { quality: 0.94, answered: 1 },
  SKHCN: { quality: 0.93, answered: 1 },
  SGDDT: { quality: 0.86, answered: 1 },
  SCT: { quality: 0.84, answered: 1, outsideYear: "1.2.2" },
  SVHTT: { quality: 0.88, answered: 0.97 },
  [personaAgency]: { quality: 0.94, answered: 1, unproved: 0, open: personaOpenLeaves },
  SDTTG: { answered: 0 },
  BQLKDL: { answered: 0 },
  BQLCNC: { answered: 0 },
  P01: { ...finished, quality: 0.91 },
  P06: { ...finished, quality: 0.91, ties: "P01" },
  CAT: { ...finished, quality: 0.92 },
  THUE: { ...finished, quality: 0.95 },
};

/** Of twelve communes three have handed in, two have not begun; the last third has no survey yet. */
function communePart(place: number, random: Random): Partial<Part> {
  const hasGiven = place < 40;
  if (place % 12 === 0 || place % 12 === 5 || place % 12 === 8) return { ...finished, hasGiven };
  if (place % 12 === 3 || place % 12 === 10) return { answered: 0, hasGiven };
  return { answered: 0.2 + 0.78 * random.next(), hasGiven };
}

const noProcedures: readonly Declared[] = ["3", "7.2"].map((code) => ({
  kind: "notApplicable",
  code,
  count: 1,
  leaves: [],
  reason: "Đơn vị không có thủ tục hành chính (DEMO)",
}));

/** What the province declares, by round and agency. */
export const declared: Readonly<Record<string, Readonly<Record<string, readonly Declared[]>>>> = {
  "2024": {
    [agencyWithoutProcedures]: noProcedures,
    SKHCN: [adjustment("T.1", 2, "Hai mô hình được UBND tỉnh công nhận, nhân rộng (DEMO)")],
    VP: [adjustment("T.3", 1, "Vượt chỉ tiêu dịch vụ công trực tuyến tỉnh giao (DEMO)")],
    BQLDA: [adjustment("P.1", 2, "Nộp bộ tự chấm muộn 2 ngày làm việc (DEMO)")],
    SYT: [adjustment("P.3", 1, "Báo chí phản ánh đúng về giải quyết thủ tục hành chính (DEMO)")],
    SXD: [
      {
        ...adjustment("P.2", 2, "Số liệu tự chấm không khớp với kết xuất hệ thống (DEMO)"),
        leaves: ["1.1.3", "7.1.2"],
      },
    ],
    BQLKDL: [
      {
        kind: "knockout",
        code: "ky-luat",
        count: 1,
        leaves: [],
        reason: "Có viên chức bị truy cứu trách nhiệm hình sự trong năm (DEMO)",
      },
    ],
  },
  "2025": {
    [agencyWithoutProcedures]: noProcedures,
    SGDDT: [adjustment("T.1", 1, "Một mô hình được UBND tỉnh công nhận, nhân rộng (DEMO)")],
    SYT: [adjustment("P.3", 1, "Báo chí phản ánh đúng về giải quyết thủ tục hành chính (DEMO)")],
  },
};

function adjustment(code: string, count: number, reason: string): Declared {
  return { kind: "adjustment", code, count, leaves: [], reason };
}
