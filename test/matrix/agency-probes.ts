import type { OwnRespondents } from "../../core/conversation/respondents/respondent-facts.ts";
import { freshCourse } from "../../core/conversation/sign-off/sign-off-facts.ts";
import { type Probe, type ProbeRow, aProbe, always, inPhase, inStages } from "./probe.ts";
import { aSaid, anAppeal, handedUp } from "./stage-world.ts";

const code = "1.1";
const seen = "BN-1.1";
const words = "Đơn vị đã hoàn thành đủ hai mươi nhiệm vụ, có báo cáo kèm theo từng nhiệm vụ.";
const by = { name: "Lê Văn Dũng", forName: null, decision: null };
const returned = [{ code, comment: "Số liệu chưa khớp.", at: "2026-01-10T02:00:00.000Z", by }];

/** What officers do with the draft. */
const scoring: readonly ProbeRow[] = [
  {
    ...draft("answers a leaf", "18/20", "saveLeaf"),
    at: { flow: "selfScore", step: "ask", code, seen: "", given: {} },
    setting: { draft: { leaves: new Map() } },
  },
  {
    ...draft("keeps the own answer in a conflict", "[useMine:1.1]", "saveLeaf"),
    at: { flow: "selfScore", step: "conflict", code, seen, answer: { done: "19", total: "20" } },
  },
  {
    ...draft("says that a leaf does not apply", words, "saveLeaf"),
    at: { flow: "selfScore", step: "reason", code, seen },
  },
  {
    ...draft("takes the last change back", "/hoantac", "saveLeaf"),
    at: { flow: "menu", step: "idle", undo: { code, receipt: seen } },
  },
  {
    ...draft("explains a leaf", words, "saveLeaf"),
    at: { flow: "evidence", step: "explain", code, seen },
  },
  {
    ...draft("attaches a file", "{ke-hoach.pdf}", "attachFile"),
    at: { flow: "evidence", step: "file", code, wanted: null, later: [] },
  },
  {
    ...draft("opens a page for a file", "[upload:1.1]", "openUpload"),
    at: { flow: "evidence", step: "file", code, wanted: null, later: [] },
  },
  {
    ...draft("names a document", "12/KH-SNV; 10/01/2025; Sở Nội vụ", "citeDocument"),
    at: { flow: "evidence", step: "file", code, wanted: null, later: [] },
  },
  {
    ...draft("says where in a document", "mục II, trang 5", "placeEvidence"),
    at: { flow: "evidence", step: "place", code, wanted: null, receipts: ["TL-selfScoring"] },
  },
  {
    ...draft("withdraws evidence", "Gửi nhầm văn bản năm trước.", "withdrawEvidence"),
    needs: ["withdrawEvidence"],
    at: { flow: "evidence", step: "withdraw", code, evidenceId: "selfScoring-1" },
  },
  {
    ...draft("answers a leader's comment", words, "answerReturn"),
    at: { flow: "signOff", step: "answer", code },
    setting: { draft: { course: { ...freshCourse, returned } } },
  },
  {
    ...draft("hands the draft up", "[confirm]", "submit"),
    needs: ["submitSelf"],
    at: { flow: "submit", step: "confirm", draftVersion: 3 },
    setting: { draft: { leaves: new Map([code, "1.2", "1.3"].map(explainedLeaf)) } },
  },
];

/** What leaders do with it. */
const signing: readonly ProbeRow[] = [
  {
    ...{ name: "signs", needs: ["signOff"], of: "agency", does: { effect: "signOff" } },
    at: { flow: "signOff", step: "factor", draftVersion: 3, reason: null },
    input: "123456",
    setting: { draft: handedUp },
    isOpen: inStages("selfScoring", "appraisal", "explaining", "secondAppraisal"),
  },
  {
    ...{ name: "has a code sent for signing", needs: ["signOff"], of: "agency" },
    ...{ does: { effect: "sendConfirmCode" }, input: "[sendCode]", setting: { draft: handedUp } },
    at: { flow: "signOff", step: "factor", draftVersion: 3, reason: null },
    isOpen: inStages("selfScoring", "appraisal", "explaining", "secondAppraisal"),
  },
  {
    ...{ name: "gives leaves back", needs: ["signOff"], of: "agency" },
    ...{ does: { effect: "returnLeaves" }, input: words, setting: { draft: handedUp } },
    at: { flow: "signOff", step: "comment", codes: [code] },
    isOpen: inPhase("selfScoring"),
  },
  {
    ...{ name: "names an acting leader", needs: ["delegate"], of: "own", isOpen: always },
    at: {
      ...{ flow: "delegate", step: "terms", actingId: "staff-2", name: "Phạm Thị Hà" },
      ...{ from: "2026-01-01", until: "2026-12-31" },
    },
    ...{ input: "12/QĐ-SNV", does: { effect: "delegate" } },
  },
  {
    ...{ name: "revokes a delegation", needs: ["delegate"], of: "own", isOpen: always },
    ...{ input: "[undelegate:delegation-1]", does: { effect: "revokeDelegation" } },
  },
];

const person = { id: "person-1", kind: "cbcc", number: 1, name: "Trần Thị Bình" };
const respondents: OwnRespondents = {
  asked: [{ kind: "cbcc", name: "Công chức, viên chức của cơ quan", wanted: 3 }],
  people: [{ ...person, position: "chuyên viên", contact: "0987654321" }],
};

/** Whom the agency names for the survey. */
const supplying: readonly ProbeRow[] = [
  {
    ...{ name: "names people for the survey", needs: ["supplyRespondents"], of: "agency" },
    at: { flow: "respondents", step: "lines", of: "cbcc" },
    ...{ input: "Nguyễn Văn An; chuyên viên; 0912345678", does: { effect: "addRespondents" } },
    ...{ setting: { found: () => ({ respondents }) }, isOpen: inPhase("survey") },
  },
  {
    ...{ name: "takes a person off the list", needs: ["supplyRespondents"], of: "agency" },
    at: { flow: "respondents", step: "confirm", of: "cbcc", person: person.id },
    ...{ input: `[unlist:${person.id}]`, does: { effect: "removeRespondent" } },
    ...{ setting: { found: () => ({ respondents }) }, isOpen: inPhase("survey") },
  },
  {
    ...{ name: "sees the list for the survey", needs: ["seeRespondents"], of: "agency" },
    ...{ input: "/khaosat cbcc ds", does: { says: "survey.list" }, isOpen: always },
    setting: { found: () => ({ respondents }) },
    saysNothingIsTheirs: "survey.noProgress",
  },
];

/** What the agency says to its appraisal. */
const appealing: readonly ProbeRow[] = [
  {
    ...appeal("explains a lower value", words, "saveAppeal"),
    at: { flow: "appeal", step: "explain", code, seen: "GT-1.1" },
  },
  appeal("accepts a lower value", "[appealDo:accept:1.1]", "saveAppeal"),
  {
    ...appeal("adds a file to an explanation", "{bao-cao.pdf}", "attachAppealProof"),
    at: { flow: "appeal", step: "proof", code },
  },
  {
    ...appeal("names a document", "15/BC-SNV; 20/12/2025; Sở Nội vụ", "attachAppealProof"),
    at: { flow: "appeal", step: "proof", code },
  },
  {
    ...appeal("says where in the proof", "phụ lục II, trang 9", "placeAppealProof"),
    at: { flow: "appeal", step: "place", code, receipts: ["TL-explaining"] },
  },
  {
    ...appeal("withdraws proof", "Gửi nhầm văn bản năm trước.", "withdrawAppealProof"),
    at: { flow: "appeal", step: "unprove", code, proof: "TL-explaining" },
  },
  appeal("opens a page for proof", "[appealDo:upload:1.1]", "openUpload"),
  appeal("takes an explanation back", "[appealDo:withdraw:1.1]", "moveAppeals"),
  {
    ...appeal("sends explanations up", "[appealDo:confirm]", "moveAppeals"),
    at: { flow: "appeal", step: "confirm", seen: "1.1@2" },
  },
  {
    ...appeal("signs explanations", "123456", "moveAppeals"),
    ...{ needs: ["signAppeal"], setting: { appeal: anAppeal("submitted") } },
    at: { flow: "appeal", step: "factor", seen: "1.1@2" },
  },
  {
    ...appeal("has a code sent for explanations", "[sendCode]", "sendConfirmCode"),
    ...{ needs: ["signAppeal"], setting: { appeal: anAppeal("submitted") } },
    at: { flow: "appeal", step: "factor", seen: "1.1@2" },
  },
  {
    ...appeal("gives an explanation back", words, "moveAppeals"),
    ...{ needs: ["signAppeal"], setting: { appeal: anAppeal("submitted") } },
    at: { flow: "appeal", step: "return", code },
  },
];

/** Everything an agency's people do. */
export const agencyProbes: readonly Probe[] = [
  ...[scoring, signing, appealing, supplying].flat(),
].map(aProbe);

type Written = Extract<Probe["does"], { readonly effect: unknown }>["effect"];

function draft(name: string, input: string, effect: Written): ProbeRow {
  return {
    ...{ name, needs: ["scoreSelf"], of: "agency", input, does: { effect } },
    isOpen: inPhase("selfScoring"),
  };
}

function appeal(name: string, input: string, effect: Written): ProbeRow {
  return {
    ...{ name, needs: ["appeal"], of: "agency", input, does: { effect } },
    isOpen: inPhase("explaining"),
  };
}

function explainedLeaf(each: string): [string, ReturnType<typeof aSaid>] {
  return [each, { ...aSaid(each), explanation: words }];
}
