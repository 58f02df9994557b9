import type { Digest, DigestChange } from "../../sign-off/digest-facts.ts";
import type { Acting, ReturnedLeaf } from "../../sign-off/sign-off-facts.ts";
import type { SignOffMessages, Standing } from "../catalogue/sign-off.ts";
import { clipped } from "../local-time.ts";
import { delegationVi, factorVi } from "./second-factor.ts";
import { gapVi, sumVi, totalVi } from "./submit.ts";
import { marksVi, instantVi, numberVi, stageVi } from "./words.ts";

const mostLines = 12;

/** The leader's sign-off, in Vietnamese. */
export const signOffVi: SignOffMessages = {
  ...factorVi,
  ...delegationVi,
  title: () => "Ký xác nhận kết quả tự chấm",
  doneTitle: () => "Lãnh đạo đã ký xác nhận",
  voidedTitle: () => "Chữ ký xác nhận không còn hiệu lực",
  returnedTitle: () => "Lãnh đạo trả lại để hoàn thiện",

  openButton: () => "Xem và ký",
  signButton: () => "Ký xác nhận",
  giveBackButton: () => "Trả lại để sửa",
  backToReview: () => "Quay lại bản trình ký",
  answerButton: () => "Giữ nguyên, trả lời ý kiến",

  standing: (standing) => standingVi(standing),
  whoSigns: (leaders) => {
    const told = leaders.filter(({ hasChat }) => hasChat);
    const silent = leaders.filter(({ hasChat }) => !hasChat);
    if (leaders.length === 0) {
      return "Đơn vị chưa có lãnh đạo nào trong hệ thống nên chưa ai ký xác nhận được. Bản trình vẫn được giữ nguyên. Anh/chị đề nghị cán bộ điều phối của Sở Nội vụ khai báo và mời lãnh đạo đơn vị; khi lãnh đạo vào hệ thống và gõ /ky thì bản này chờ sẵn.";
    }
    return [
      ...(told.length > 0
        ? [`Đã báo ${namesVi(told)}; bước tiếp theo là lãnh đạo xem và ký xác nhận.`]
        : []),
      ...(silent.length > 0
        ? [
            `Chưa báo được cho ${namesVi(silent)} vì chưa liên kết tài khoản trò chuyện. Anh/chị báo trực tiếp; nếu lãnh đạo chưa có mã mời, đề nghị Sở Nội vụ cấp.`,
          ]
        : []),
    ].join("\n");
  },
  onlyLeaders: (leaders) =>
    leaders.length === 0
      ? "Việc ký xác nhận do lãnh đạo đơn vị thực hiện, nhưng đơn vị chưa có lãnh đạo nào trong hệ thống. Anh/chị đề nghị cán bộ điều phối của Sở Nội vụ khai báo và mời lãnh đạo."
      : `Việc ký xác nhận do lãnh đạo đơn vị thực hiện: ${namesVi(leaders)}.`,
  notHandedUp: (returned) =>
    returned.length === 0
      ? "Chuyên viên chưa trình bản tự chấm nên chưa có gì để ký. Khi chuyên viên trình, tôi báo anh/chị ngay."
      : `Bản tự chấm đã được trả lại để hoàn thiện (còn ${listVi(returned)}). Khi chuyên viên trình lại, tôi báo anh/chị ngay.`,
  review: ({ digest, standing }) => [...digestVi(digest), standingVi(standing) ?? ""].join("\n\n"),
  handedUp: ({ digest, by, at }) =>
    [
      ...digestVi(digest),
      `${by} trình lúc ${instantVi(at)}. Anh/chị bấm nút dưới đây hoặc gõ /ky để xem lại, ký xác nhận hoặc trả lại.`,
    ].join("\n\n"),
  changedMeanwhile: () =>
    "Bản tự chấm đã thay đổi từ lúc anh/chị xem nên chưa ký. Anh/chị xem lại bản hiện tại dưới đây.",
  noSignaturesNow: (stage) =>
    `Kỳ đánh giá đang ở bước ${stageVi(stage)} nên không nhận ký xác nhận bản tự chấm: việc ký chỉ làm từ khi tự chấm đến hết thẩm định lần hai. Nếu cần, anh/chị liên hệ cán bộ điều phối của Sở Nội vụ.`,
  askAloneReason: (shortest) =>
    `Toàn bộ nội dung tự chấm do chính anh/chị nhập, không có chuyên viên khác cùng làm. Anh/chị nêu lý do tự nhập và tự ký (ít nhất ${shortest} ký tự); lý do này được lưu vào hồ sơ trình Hội đồng thẩm định.`,
  reasonLength: ({ length, shortest }) =>
    `Lý do cần từ ${shortest} đến 1000 ký tự; anh/chị vừa gửi ${length} ký tự. Anh/chị gửi lại giúp.`,
  done: ({ agencyName, roundTitle, isDemo, isTraining, receipt, signature }) =>
    [
      ...marksVi({ isDemo, isTraining }),
      `${whoVi(signature.by)} đã ký xác nhận kết quả tự chấm của ${agencyName}, ${roundTitle}, lúc ${instantVi(signature.at)}.\nBiên nhận: ${receipt}`,
      "Chữ ký gắn với đúng nội dung vừa xem. Nếu bản tự chấm thay đổi, chữ ký hết hiệu lực và tôi sẽ báo để anh/chị ký lại.",
    ].join("\n\n"),
  signed: ({ agencyName, roundTitle, isDemo, isTraining, signature }) =>
    [
      ...marksVi({ isDemo, isTraining }),
      `${whoVi(signature.by)} đã ký xác nhận kết quả tự chấm của ${agencyName}, ${roundTitle}, lúc ${instantVi(signature.at)}. Bước tiếp theo là thẩm định; nếu cần giải trình, tôi sẽ báo.`,
    ].join("\n\n"),
  voided: ({ agencyName, roundTitle, isDemo, isTraining, signature, codes, forLeader }) =>
    [
      ...marksVi({ isDemo, isTraining }),
      `${agencyName}, ${roundTitle}: bản tự chấm đã thay đổi sau khi ký${codes.length > 0 ? ` (${listVi(codes)})` : ""}, nên chữ ký của ${whoVi(signature.by)} lúc ${instantVi(signature.at)} không còn hiệu lực. Chữ ký cũ vẫn được lưu.`,
      forLeader
        ? "Anh/chị xem phần thay đổi và ký lại."
        : "Lãnh đạo đã được báo để xem và ký lại; anh/chị không phải trình lại.",
    ].join("\n\n"),

  tooLateToGiveBack: (closesAt) =>
    `Thời gian tự chấm đã hết (hạn ${instantVi(closesAt)}) nên không trả lại để sửa được nữa. Anh/chị vẫn ký được bản đã trình. Nếu cần sửa tiêu chí nào, đơn vị đề nghị Sở Nội vụ bằng văn bản để mở lại tiêu chí đó.`,
  askCodes: () =>
    "Anh/chị nhập mã các tiêu chí cần trả lại, cách nhau bằng dấu phẩy, ví dụ: 1.1.3, 2.1.2.",
  badCodes: ({ unknown, most }) =>
    unknown.length === 0
      ? `Anh/chị nhập từ 1 đến ${most} mã tiêu chí, cách nhau bằng dấu phẩy, ví dụ: 1.1.3, 2.1.2.`
      : `Không có tiêu chí tự chấm nào mang mã ${clipped(unknown.join(", "), 200)}. Anh/chị nhập lại cả danh sách; gõ /tc để xem các mã.`,
  askComment: ({ leaves, shortest }) =>
    [
      "Trả lại các tiêu chí:",
      leaves.map(({ code, name }) => `${code} ${clipped(name, 100)}`).join("\n"),
      `Anh/chị ghi ý kiến cho chuyên viên: cần sửa hay bổ sung gì (ít nhất ${shortest} ký tự).`,
    ].join("\n\n"),
  commentLength: ({ length, shortest }) =>
    `Ý kiến cần từ ${shortest} đến 1000 ký tự; anh/chị vừa gửi ${length} ký tự. Anh/chị gửi lại giúp.`,
  givenBack: ({ codes, receipt, wasSigned }) =>
    [
      `Đã trả lại ${listVi(codes)} kèm ý kiến của anh/chị. Chuyên viên đã được báo; bản tự chấm được mở để sửa.${wasSigned ? " Chữ ký trước đó không còn hiệu lực." : ""}`,
      `Biên nhận: ${receipt}`,
    ].join("\n"),
  returnedLeaves: ({ agencyName, roundTitle, isDemo, isTraining, returned, wasSigned }) =>
    [
      ...marksVi({ isDemo, isTraining }),
      `${agencyName}, ${roundTitle}: ${whoVi(returned[0]?.by)} trả lại ${listVi(returned.map(({ code }) => code))}. Bản tự chấm đã mở để sửa.${wasSigned ? " Chữ ký trước đó không còn hiệu lực." : ""}`,
      `Ý kiến: ${clipped(returned[0]?.comment ?? "", 1000)}`,
      "Anh/chị sửa từng tiêu chí, hoặc trả lời ý kiến nếu giữ nguyên, rồi gõ /nop để trình lại.",
    ].join("\n\n"),
  settleFirst: (returned) =>
    [
      `Chưa trình được: còn ${returned.length} tiêu chí lãnh đạo trả lại chưa xử lý.`,
      returned
        .slice(0, mostLines)
        .map(({ code, comment }) => `${code}: ${clipped(comment, 120)}`)
        .join("\n"),
      "Anh/chị sửa tiêu chí, hoặc trả lời ý kiến nếu giữ nguyên.",
    ].join("\n\n"),
  comment: ({ by, at, comment }: ReturnedLeaf) =>
    `${whoVi(by)} trả lại lúc ${instantVi(at)}:\n“${clipped(comment, 1000)}”`,
  alreadySettled: (code) => `Ý kiến về tiêu chí ${code} đã được xử lý; không còn gì phải trả lời.`,
  askAnswer: (shortest) =>
    `Anh/chị trả lời ý kiến của lãnh đạo: vì sao giữ nguyên (ít nhất ${shortest} ký tự).`,
  answerLength: ({ length, shortest }) =>
    `Câu trả lời cần từ ${shortest} đến 1000 ký tự; anh/chị vừa gửi ${length} ký tự. Anh/chị gửi lại giúp.`,
  answered: ({ code, receipt, left }) =>
    [
      `Đã ghi câu trả lời cho tiêu chí ${code}.\nBiên nhận: ${receipt}`,
      left > 0
        ? `Còn ${left} tiêu chí trả lại chưa xử lý.`
        : "Các tiêu chí trả lại đã xử lý xong. Anh/chị gõ /nop để trình lại.",
    ].join("\n\n"),
};

/** "Nguyễn Văn A" or "Nguyễn Văn A (thay Trần Thị B theo 12/QĐ-SNV)". */
export function whoVi(by: Acting | undefined): string {
  if (!by) return "Lãnh đạo";
  return by.forName === null
    ? by.name
    : `${by.name} (ký thay ${by.forName} theo ${by.decision ?? ""})`;
}

function standingVi({ submitted, course }: Standing): string | null {
  const { signed, voided, returned } = course;
  if (!submitted) {
    const codes = returned.map(({ code }) => code);
    return codes.length === 0
      ? null
      : `Lãnh đạo đã trả lại ${listVi(codes)}: chuyên viên cần sửa hoặc trả lời ý kiến, rồi trình lại.`;
  }
  const handed = `Đã trình lãnh đạo lúc ${instantVi(submitted.at)} (${submitted.by} trình).`;
  if (signed) return `${handed} ${whoVi(signed.by)} đã ký xác nhận lúc ${instantVi(signed.at)}.`;
  if (voided?.cause === "changed") {
    return `${handed} Chữ ký của ${whoVi(voided.by)} lúc ${instantVi(voided.at)} hết hiệu lực từ ${instantVi(voided.voidedAt)} vì bản tự chấm đã thay đổi; đang chờ lãnh đạo ký lại.`;
  }
  return `${handed} Đang chờ lãnh đạo ký xác nhận (/ky).`;
}

function digestVi(digest: Digest): readonly string[] {
  const { agencyName, roundTitle, isDemo, isTraining, totals } = digest;
  return [
    ...marksVi({ isDemo, isTraining }),
    `${agencyName}, ${roundTitle}. Điểm tự chấm theo lĩnh vực (chỉ các tiêu chí đơn vị tự chấm):`,
    `${totals.map(totalVi).join("\n")}\nTổng cộng: ${sumVi(totals)} điểm.`,
    changesVi(digest),
    ...settledVi(digest),
    ...gapsVi(digest),
    ...(digest.explained.length > 0
      ? [`Giải trình thay cho tài liệu kiểm chứng: ${listVi(digest.explained)}.`]
      : []),
    ...(digest.notApplicable.length > 0
      ? [`Đề nghị không áp dụng: ${listVi(digest.notApplicable)}.`]
      : []),
  ];
}

function settledVi({ settled }: Digest): readonly string[] {
  if (settled.length === 0) return [];
  const lines = settled.map(({ code, answer }) =>
    answer === null ? `${code}: đã sửa` : `${code}: giữ nguyên, “${clipped(answer, 300)}”`,
  );
  return [`Tiêu chí đã trả lại, chuyên viên xử lý:\n${lines.join("\n")}`];
}

function changesVi({ changes, leafCount }: Digest): string {
  if (changes === null) {
    return `Trình ký lần đầu: cả ${leafCount} tiêu chí thành phần đều mới.`;
  }
  if (changes.length === 0) return "So với lần ký trước: không có thay đổi.";
  return [
    `Thay đổi so với lần ký trước (${changes.length} tiêu chí):`,
    ...changes.slice(0, mostLines).map(changeVi),
    ...moreVi(changes.length),
  ].join("\n");
}

function changeVi({ leaf, before, after, isProofChanged }: DigestChange): string {
  const old = before ? pointsVi(before.points) : "chưa có";
  const now = after ? pointsVi(after.points) : "chưa có";
  const what = old === now ? `${now} điểm, đổi nội dung` : `${old} → ${now} điểm`;
  return `${leaf.code} ${clipped(leaf.name, 60)}: ${what}${isProofChanged ? ", đổi tài liệu kiểm chứng" : ""}`;
}

function pointsVi(points: number | null): string {
  return points === null ? "chưa tính" : numberVi(points);
}

function gapsVi({ gaps }: Digest): readonly string[] {
  if (gaps.length === 0) return ["Không có tiêu chí nào còn thiếu."];
  return [
    [
      `Lưu ý, ${gaps.length} tiêu chí còn vướng:`,
      ...gaps
        .slice(0, mostLines)
        .map(({ leaf, gaps: each }) => `${leaf.code}: ${each.map(gapVi).join("; ")}`),
      ...moreVi(gaps.length),
    ].join("\n"),
  ];
}

function moreVi(count: number): readonly string[] {
  return count > mostLines ? [`… và ${count - mostLines} tiêu chí khác`] : [];
}

/** "1.1.3, 2.1.2 và 5 tiêu chí khác". */
function listVi(codes: readonly string[]): string {
  const shown = codes.slice(0, 20).join(", ");
  return codes.length > 20 ? `${shown} và ${codes.length - 20} tiêu chí khác` : shown;
}

function namesVi(
  leaders: readonly { readonly name: string; readonly forName: string | null }[],
): string {
  return leaders
    .map(({ name, forName }) =>
      forName === null ? name : `${name} (được ủy quyền thay ${forName})`,
    )
    .join(", ");
}
