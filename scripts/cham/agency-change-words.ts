import { decisionVi } from "../../core/conversation/messages/vi/agency-notice.ts";
import { groupVi } from "../../core/conversation/messages/vi/commands.ts";
import { pointsVi, stageVi } from "../../core/conversation/messages/vi/words.ts";
import type {
  AgencyRefusal,
  KnownAgency,
  MergeableLeaf,
  PlannedMerger,
  PlannedRename,
  PlannedRoundMerger,
  RoundOfAgency,
} from "../../core/round/agency-change.ts";

/** What a renaming comes to, a line each. */
export function renameLines(planned: PlannedRename): readonly string[] {
  const { agency, name, code, decision, rounds } = planned;
  return [
    `Đổi tên: ${agency.name} (${agency.code}) → ${name} (${code}), theo ${decisionVi(decision)}.`,
    "Bản tự chấm, chữ ký, lịch sử, tài liệu, liên kết trò chuyện và kết quả giữ nguyên.",
    rounds.length === 0
      ? "Không có kỳ nào đang chạy mà đơn vị tham gia."
      : `Ghi vào nhật ký của kỳ: ${rounds.map((each) => each.code).join(", ")}.`,
  ];
}

/** What a merger comes to, a line each. */
export function mergerLines(
  planned: PlannedMerger,
  agencies: readonly KnownAgency[],
): readonly string[] {
  const { from, into, keep, decision, rounds } = planned;
  const codeOf = new Map(agencies.map(({ id, code }) => [id, code]));
  const parts = from.map(({ name, code }) => `${name} (${code})`).join(", ");
  const made = into.id === null ? `đơn vị mới, khối ${groupVi(into.group)}` : "đang hoạt động";
  return [
    `Sáp nhập: ${parts} → ${into.name} (${into.code}, ${made}), theo ${decisionVi(decision)}.`,
    `Cán bộ và liên kết trò chuyện của ${from.map(({ code }) => code).join(", ")} chuyển sang ${into.code}, giữ nguyên vai trò. Nhiều bên cùng có số liệu thì giữ số liệu của ${keep}.`,
    ...rounds.flatMap((round) => roundLines(round, into.code, codeOf)),
    ...(rounds.length === 0 ? ["Không có kỳ nào chưa công bố mà các đơn vị này tham gia."] : []),
  ];
}

function roundLines(
  { round, joins, leavingIds, carried, setAside, reappraised, declarations }: PlannedRoundMerger,
  into: string,
  codeOf: ReadonlyMap<string, string>,
): readonly string[] {
  const nameOf = (id: string): string => codeOf.get(id) ?? into;
  return [
    `Kỳ ${round.code} (${stageVi(round.stage)}):`,
    `  Thôi xếp hạng: ${leavingIds.map(nameOf).join(", ")}; bản tự chấm, thẩm định và giải trình của các đơn vị này chỉ còn để tra cứu.`,
    ...(joins ? [`  ${into} vào kỳ này thay các đơn vị trên.`] : []),
    `  Nhập vào bản tự chấm của ${into}: ${carried.length} tiêu chí.`,
    ...carried.map(({ leaf, fromId }) => `    + ${leafVi(leaf)}, từ ${nameOf(fromId)}`),
    `  Không nhập, cần cán bộ xem lại: ${setAside.length} tiêu chí.`,
    ...setAside.map(({ leaf, agencyId }) => `    ! ${leafVi(leaf)}, của ${nameOf(agencyId)}`),
    ...(reappraised.length > 0
      ? [
          `  Đã thẩm định theo số liệu cũ của ${into}, nay phải thẩm định lại: ${reappraised.join(", ")}.`,
        ]
      : []),
    ...(carried.length > 0 && isAppraisalOver(round)
      ? [
          `  Bước thẩm định đã hết hạn: để tiêu chí mới nhập được thẩm định, gia hạn bằng lệnh cham round extend ${round.code} ${into} appraisal <hạn>.`,
        ]
      : []),
    ...(declarations > 0
      ? [
          `  ${declarations} khai báo (điểm thưởng, điểm trừ, không áp dụng) của các đơn vị thôi xếp hạng không tự chuyển sang; cần khai báo lại cho ${into} nếu còn đúng.`,
        ]
      : []),
    ...(carried.length > 0
      ? [`  Chữ ký (nếu có) dưới bản tự chấm của ${into} mất hiệu lực, lãnh đạo phải ký lại.`]
      : []),
  ];
}

function isAppraisalOver({ stage }: RoundOfAgency): boolean {
  return stage === "explaining" || stage === "secondAppraisal";
}

function leafVi({
  code,
  origin,
  hasValue,
  points,
  hasExplanation,
  evidence,
}: MergeableLeaf): string {
  return [
    code,
    ...(origin === "given" ? ["số liệu được cung cấp"] : []),
    ...(origin === "own" && hasValue ? [points === null ? "điểm tính sau" : pointsVi(points)] : []),
    ...(evidence > 0 ? [`${evidence} tài liệu`] : []),
    ...(hasExplanation ? ["có giải trình"] : []),
  ].join(", ");
}

/** Why an agency is not changed, a line each. */
export function refusalLines(refusals: readonly AgencyRefusal[]): readonly string[] {
  return ["Chưa thực hiện được:", ...refusals.map((each) => `– ${refusalVi(each)}`)];
}

function refusalVi(refusal: AgencyRefusal): string {
  const write = refusalWords[refusal.code] as (refusal: AgencyRefusal) => string;
  return `${write(refusal)} [${refusal.code}]`;
}

type Writers = {
  readonly [Code in AgencyRefusal["code"]]: (
    refusal: Extract<AgencyRefusal, { readonly code: Code }>,
  ) => string;
};

const refusalWords: Writers = {
  noRight: () => "Chỉ cán bộ điều phối của Sở Nội vụ được đổi tên, sáp nhập đơn vị.",
  unknownAgency: ({ agency }) => `Không có đơn vị mã ${agency}. Xem các mã: cham agency list.`,
  unknownSuccessor: ({ agency }) =>
    `Không có đơn vị nhận mã ${agency}. Nếu đây là đơn vị mới lập, thêm --new-name “tên đơn vị”.`,
  alreadyMerged: ({ agency, into }) => `Đơn vị ${agency} đã nhập vào ${into}, không đổi được nữa.`,
  notActive: ({ agency }) => `Đơn vị ${agency} đã ngừng hoạt động.`,
  intoItself: ({ agency }) => `Không nhập đơn vị ${agency} vào chính nó được.`,
  namedTwice: ({ agency }) => `Đơn vị ${agency} được nêu hai lần.`,
  codeTaken: ({ agency }) => `Mã ${agency} đã là của một đơn vị khác.`,
  badCode: ({ agency }) =>
    `“${agency}” không phải mã đơn vị: cần 1 đến 20 chữ cái không dấu, chữ số, dấu chấm hoặc gạch nối.`,
  badName: ({ name }) => `Tên đơn vị “${name}” cần có từ 3 đến 200 ký tự.`,
  sameName: ({ agency }) => `Đơn vị ${agency} đang mang đúng tên và mã này; không có gì thay đổi.`,
  keepsNobody: ({ agency }) =>
    `--keep ${agency} không phải một trong các đơn vị sáp nhập. Cần mã của đơn vị nhận hoặc đơn vị nhập vào.`,
  otherGroup: ({ agency, group, wanted }) =>
    `Đơn vị ${agency} thuộc khối ${groupVi(group)}, đơn vị nhận thuộc khối ${groupVi(wanted)}: hai khối chấm theo hai bộ tiêu chí khác nhau nên không nhập bản tự chấm được.`,
  figuresClosed: ({ round, stage }) =>
    `Kỳ ${round} đang ở bước ${stageVi(stage)}, số liệu đã tổng hợp; chờ công bố xong mới sáp nhập được.`,
  codeInFigures: ({ round }) =>
    `Mã đơn vị nằm trong số liệu mà Hội đồng đã chốt của kỳ ${round}; chỉ đổi tên và giữ mã cũ (bỏ --code).`,
};
