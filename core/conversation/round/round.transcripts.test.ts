import { describe, expect, it } from "vitest";
import { type MemoryTalk, anOfficer, openMemoryTalk } from "../../../scripts/chat/memory-talk.ts";
import { aCourse, aReadyCourse, anAgencyCourse } from "../../../test/courses.ts";
import { playTranscript } from "../../../test/play-transcript.ts";
import { aScheme } from "../../../test/schemes.ts";
import type { RoundCourseFacts } from "../facts.ts";

const coordinator = {
  ...anOfficer,
  ...{ staffId: "staff-7", name: "Phạm Thị Lan" },
  grants: [{ role: "coordinator", fields: null }],
} as const;
const official = { ...coordinator, grants: [{ role: "official", fields: null }] } as const;

const facts = (overrides: Partial<RoundCourseFacts> = {}): RoundCourseFacts => ({
  ...{ course: aCourse(), agency: anAgencyCourse(), others: ["2025", "2024"] },
  ...overrides,
});

const open = (
  roundCourse: RoundCourseFacts | null,
  me: typeof coordinator | typeof official | typeof anOfficer = coordinator,
) => {
  const talk = openMemoryTalk({ scheme: aScheme(), me, found: { roundCourse } });
  talk.setNow("2026-01-28T02:00:00.000Z");
  return talk;
};

async function expectTranscript(
  name: string,
  talk: MemoryTalk,
  inputs: readonly string[],
): Promise<void> {
  await expect(playTranscript(talk, inputs)).toMatchFileSnapshot(`./transcripts/${name}.txt`);
}

describe("running a round in chat, for proof-reading", () => {
  it("shows where it stands and extends a phase for one agency", async () => {
    await expectTranscript("extend", open(facts()), [
      "/dot",
      "[round:extend:2025]",
      "stp",
      "[round:phase:selfScoring]",
      "hôm nào cũng được",
      "20/01/2026",
      "31/01/2026",
      "Chờ số liệu quyết toán của Kho bạc",
      "15/STP-VP",
      "[round:confirm]",
      "[round:confirm]",
    ]);
  });

  it("reopens leaves and moves a phase", async () => {
    const submitted = facts({ agency: anAgencyCourse({ isSubmitted: true }) });
    await expectTranscript("reopen", open(submitted), [
      "Đợt",
      "[round:reopen:2025]",
      "STP",
      "1.1.1, 9.9",
      "1.1.1, 2_1_3",
      "[round:days:3]",
      "Nhập nhầm số liệu",
      "16/STP-VP",
      "đồng ý",
    ]);
    await expectTranscript("move", open(facts()), [
      "/dot 2025",
      "[round:move:2025]",
      "[round:phase:selfScoring]",
      "27/02/2026",
      "6/2 11h30",
      "Ảnh hưởng của bão",
      "[round:2025]",
    ]);
  });

  it("makes a step when nothing is against it", async () => {
    const course = { ...aReadyCourse("submission"), approval: null };
    await expectTranscript("send-back", open(facts({ course }), official), [
      "/dot",
      "[round:step:council:2025]",
      "Thiếu ý kiến của hai ủy viên",
      "[round:confirm]",
    ]);
    const training = { ...aReadyCourse("consolidation"), isTraining: true };
    await expectTranscript("step", open(facts({ course: training })), [
      "/dot",
      "[round:step:council:2025]",
      "[round:confirm]",
    ]);
  });

  it("tells nothing to those who do not run it", async () => {
    await expectTranscript("refused", open(facts(), anOfficer), ["/dot", "[round:extend:2025]"]);
    await expectTranscript("none", open(null), ["/dot", "/dot 2030"]);
  });
});
