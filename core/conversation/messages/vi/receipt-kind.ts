import type { ReceiptFacts } from "../../facts.ts";

/** What a receipt was given for. */
export function receiptKindVi({ kind }: ReceiptFacts): string {
  const names: Readonly<Record<ReceiptFacts["kind"], string>> = {
    answer: "Câu trả lời tự chấm",
    explanation: "Giải trình",
    notApplicable: "Đề nghị không áp dụng",
    undo: "Hoàn tác",
    evidence: "Tài liệu kiểm chứng",
    submit: "Trình kết quả tự chấm để lãnh đạo ký",
    signOff: "Lãnh đạo ký xác nhận kết quả tự chấm",
    return: "Lãnh đạo trả lại tiêu chí để hoàn thiện",
    returnAnswer: "Trả lời ý kiến của lãnh đạo",
    delegate: "Ủy quyền ký",
    revokeDelegation: "Thôi ủy quyền ký",
    factorReset: "Đặt lại xác thực hai lớp",
    value: "Kết quả thẩm định",
    secondValue: "Kết quả thẩm định độc lập lần hai",
    explanationRequest: "Yêu cầu giải trình",
    bulkAgreement: "Đồng ý hàng loạt khi thẩm định",
    appeal: "Giải trình kết quả thẩm định",
    appealAccepted: "Đồng ý với điểm thẩm định",
    appealWithdrawal: "Rút lại trả lời giải trình",
    appealSubmit: "Trình lãnh đạo giải trình",
    appealSign: "Lãnh đạo ký giải trình",
    appealReturn: "Lãnh đạo trả lại giải trình",
  };
  return names[kind];
}
