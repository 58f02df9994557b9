import { expect, it } from "vitest";
import { anOfficer, openMemoryTalk } from "../../../scripts/chat/memory-talk.ts";
import { playTranscript } from "../../../test/play-transcript.ts";
import { aScheme } from "../../../test/schemes.ts";
import type { OwnRespondents, SurveyProgress } from "./respondent-facts.ts";

const cbcc = { kind: "cbcc", name: "Công chức, viên chức của cơ quan", wanted: 3 };
const heads = { kind: "ldp", name: "Lãnh đạo phòng", wanted: 1 };
const binh = { id: "p1", kind: "cbcc", number: 1, name: "Trần Thị Bình", position: "văn thư" };
const respondents: OwnRespondents = {
  asked: [cbcc, heads],
  people: [{ ...binh, contact: "binh@example.vn" }],
};
const survey = { opensAt: "2026-01-05T01:00:00.000Z", closesAt: "2026-01-30T10:00:00.000Z" };
const selfScoring = { opensAt: "2026-01-05T01:00:00.000Z", closesAt: "2026-01-31T10:00:00.000Z" };
const leader = { ...anOfficer, grants: [{ role: "leader", fields: null }] } as const;
const coordinator = { ...anOfficer, grants: [{ role: "coordinator", fields: null }] } as const;
const clerk = { ...anOfficer, grants: [{ role: "surveyClerk", fields: null }] } as const;
const progress: SurveyProgress = {
  ...{ code: "2025", title: "Kỳ đánh giá năm 2025", isDemo: false, isTraining: false },
  closesAt: survey.closesAt,
  agencies: [
    {
      code: "STC",
      name: "Sở Tài chính",
      asked: [
        { ...cbcc, given: 3 },
        { ...heads, given: 1 },
      ],
    },
    {
      code: "STP",
      name: "Sở Tư pháp",
      asked: [
        { ...cbcc, given: 1 },
        { ...heads, given: 0 },
      ],
    },
  ],
};

const paste = [
  "Nguyễn Văn An; chuyên viên Phòng Tổng hợp; 0912345678",
  "Bình; văn thư; 0912345670",
  "Trần Thị Bình; văn thư; Binh@example.vn",
  "Lê Văn Cường\tkế toán viên\t987654321",
].join("\n");

it.each([
  {
    ...{ name: "officer", me: anOfficer, now: "2026-01-15T01:00:00.000Z" },
    inputs: [
      ...["/khaosat", "[respondents:cbcc]", paste, "danh sách ĐTXHH", "/khaosat cbcc ds"],
      ...["[respondents:cbcc:xoa]", "9", "1", "[unlist:p1]", "/ngonngu en", "/survey"],
      ...["[respondents:cbcc]", paste, "[respondents]"],
    ],
  },
  {
    ...{ name: "closed", me: anOfficer, now: "2026-01-30T10:00:00.000Z" },
    inputs: ["/khaosat", "/khaosat cbcc", "/khaosat cbcc xoa"],
  },
  {
    ...{ name: "leader", me: leader, now: "2026-01-15T01:00:00.000Z" },
    inputs: ["/khaosat", "[respondents:cbcc]", "[respondents:cbcc:xoa]", "[unlist:p1]"],
  },
  {
    ...{ name: "coordinator", me: coordinator, now: "2026-01-15T01:00:00.000Z" },
    inputs: ["/khaosat", "/ngonngu en", "/khaosat"],
  },
  {
    ...{ name: "others", me: clerk, now: "2026-01-15T01:00:00.000Z" },
    inputs: ["/khaosat", "/khaosat tiendo"],
  },
])("is supplied by agencies, for proof-reading: $name", async ({ name, me, now, inputs }) => {
  const talk = openMemoryTalk({
    ...{ scheme: aScheme(), me, round: { phases: { selfScoring, survey } } },
    found: { respondents, surveyProgress: [progress] },
  });
  talk.setNow(now);
  await expect(playTranscript(talk, inputs)).toMatchFileSnapshot(`./transcripts/${name}.txt`);
});

it("writes nothing of what comes in the minute in which the list closes", () => {
  const talk = openMemoryTalk({
    ...{ scheme: aScheme(), me: anOfficer, round: { phases: { selfScoring, survey } } },
    found: { respondents },
  });
  talk.setNow("2026-01-30T09:59:00.000Z");
  talk.play({ kind: "text", text: "/khaosat cbcc" });
  talk.setNow(survey.closesAt);
  const turn = talk.play({ kind: "text", text: "Nguyễn Văn An; chuyên viên; 0912345678" });
  expect(turn.effects).toEqual([]);
  expect(turn.replies[0]?.text).toContain("Đã hết thời gian lập danh sách");
  expect(turn.replies[0]?.text).toContain("Nguyễn Văn An; chuyên viên; 0912345678");
});
