import { expect, it } from "vitest";
import { anOfficer, openMemoryTalk } from "../../../scripts/chat/memory-talk.ts";
import { playTranscript } from "../../../test/play-transcript.ts";
import { aScheme } from "../../../test/schemes.ts";
import type { DueReminder, ScheduledDuty } from "../../reminders/due-reminders.ts";
import { type DutyFacts, dutiesOf } from "../../reminders/duty.ts";
import { type EscalationNotice, defaultEscalation } from "../../reminders/escalation.ts";
import { openCalendar } from "../../round/calendar.ts";
import { messagesIn } from "../messages/messages-in.ts";
import type { Reply } from "../turn.ts";
import type { DigestContent } from "./digest-content.ts";
import { digestMessage } from "./digest-message.ts";
import type { ReminderFacts } from "./reminder-facts.ts";

const deadline = "2026-01-30T10:00:00.000Z";
const round = {
  ...{ id: "r1", title: "Kỳ đánh giá Chỉ số CCHC năm 2025", isDemo: false, isTraining: false },
};
const calendar = openCalendar({ daysOff: [], workingDays: [] });
const stc = { code: "STC", name: "Sở Tài chính", officers: ["staff-1"], leaders: ["staff-2"] };
const leaves = [
  "Ban hành kế hoạch CCHC",
  "Chế độ báo cáo",
  "Tuyên truyền",
  "Kiểm tra",
  "Sáng kiến",
];
const openLeaves = leaves.map((name, at) => ({ code: `1.${at + 1}`, name, worth: 5000 }));

function due(facts: DutyFacts, at = 0): DueReminder {
  const duty = dutiesOf(facts)[at];
  if (!duty) throw new Error("no such duty");
  const until = duty.owes.kind === "rescore" ? duty.owes.window.closesAt : deadline;
  const scheduled: ScheduledDuty = { roundId: "r1", duty, deadline: until, steps: [] };
  return {
    ...{ key: duty.key, staffId: "staff-1", scheduled },
    step: { key: "", days: 0, instant: deadline },
  };
}

const scoring = {
  kind: "selfScoring",
  agency: stc,
  submittedAt: null,
  signedAt: null,
  reopened: [],
} as const;

function content(now: string, some: Partial<DigestContent>): DigestContent {
  return {
    ...{ name: "Nguyễn Thị An", rounds: new Map([["r1", round]]), reminders: [], notices: [] },
    ...{ calendar, now, ...some },
  };
}

const owed = { reminders: [due({ ...scoring, openLeaves })] };
const late = due({ ...scoring, openLeaves }).scheduled;
const notice: EscalationNotice = {
  ...{ key: "k", staffId: "staff-9", roundId: "r1", dutyKey: late.duty.key },
  ...{ role: "official", isSubstitute: false },
  why: { deadline, dueOn: "2026-02-06", daysOver: 5, after: null, passedOver: [] },
};

const syt = { ...stc, code: "SYT", name: "Sở Y tế" };
const surveyed = [
  { kind: "cbcc", name: "Công chức, viên chức của cơ quan", wanted: 15, given: 3 },
  { kind: "ldp", name: "Lãnh đạo phòng", wanted: 5, given: 5 },
];

it.each([
  { name: "early", of: content("2026-01-16T01:00:00.000Z", owed) },
  { name: "near", of: content("2026-01-28T01:00:00.000Z", owed) },
  { name: "today", of: content("2026-01-30T01:00:00.000Z", owed) },
  { name: "over", of: content("2026-02-02T01:00:00.000Z", owed) },
  {
    name: "reopened",
    of: content("2026-02-09T01:00:00.000Z", {
      reminders: [
        due(
          {
            ...{ ...scoring, openLeaves: [], submittedAt: deadline, signedAt: deadline },
            reopened: [
              {
                window: { opensAt: deadline, closesAt: "2026-02-11T10:00:00.000Z" },
                untouched: openLeaves.slice(0, 1),
              },
            ],
          },
          2,
        ),
      ],
    }),
  },
  {
    name: "several",
    of: content("2026-01-29T01:00:00.000Z", {
      reminders: [
        due({ ...scoring, openLeaves: [] }),
        due({ ...scoring, openLeaves: [], submittedAt: "2026-01-28T01:00:00.000Z" }, 1),
        due({
          ...{ kind: "appraisal", phase: "appraisal" },
          appraiser: { staffId: "staff-1", name: "Nguyễn Thị An" },
          open: [
            { agencyCode: "SYT", code: "1.1" },
            { agencyCode: "STP", code: "1.1" },
          ],
        }),
        due({ kind: "explaining", agency: stc, unanswered: openLeaves.slice(0, 2), unsigned: 1 }),
        due({ kind: "explaining", agency: stc, unanswered: [], unsigned: 3 }, 1),
        due({
          ...{ kind: "council", items: [3, 1] },
          member: { staffId: "staff-1", name: "Nguyễn Thị An" },
        }),
      ],
    }),
  },
  {
    name: "survey",
    of: content("2026-01-28T01:00:00.000Z", {
      reminders: [due({ kind: "survey", agency: stc, asked: surveyed })],
      notices: [
        { notice, scheduled: due({ kind: "survey", agency: syt, asked: surveyed }).scheduled },
      ],
    }),
  },
  {
    name: "official",
    of: content("2026-02-06T01:00:00.000Z", { notices: [{ notice, scheduled: late }] }),
  },
])("reads well, for proof-reading: $name", async ({ name, of }) => {
  const texts = (["vi", "en"] as const).map((language) =>
    written(digestMessage(of, messagesIn(language).reminder)),
  );
  await expect(texts.join("\n\n")).toMatchFileSnapshot(`./transcripts/digest-${name}.txt`);
});

function written({ title, text, choices }: Reply): string {
  return [
    ...[`*${title ?? ""}*`, text],
    ...(choices ?? []).map((row) => row.map(({ key, label }) => `[${key} ${label}]`).join(" ")),
  ].join("\n");
}

const coordinator = {
  ...{ ...anOfficer, staffId: "staff-7", name: "Lê Văn Điều" },
  grants: [{ role: "coordinator", fields: null }],
} as const;

const own: ReminderFacts = {
  ...{ kind: "own", content: content("2026-01-28T01:00:00.000Z", owed) },
  ...{ hours: { from: "07:30", until: "17:30" }, channels: 1 },
};
const plan: ReminderFacts = {
  kind: "plan",
  rounds: [
    {
      ...{ ...round, code: "2025", stage: "selfScoring" },
      phases: [
        {
          ...{
            phase: "selfScoring",
            window: { opensAt: "2026-01-05T01:00:00.000Z", closesAt: deadline },
          },
          ...{ escalation: defaultEscalation, owed: 12, people: 24 },
          steps: [
            { key: "", days: -2, instant: "2026-01-28T01:00:00.000Z" },
            { key: "", days: 0, instant: "2026-01-30T01:00:00.000Z" },
          ],
        },
      ],
    },
  ],
};
const logged = {
  ...{ at: "2026-01-28T01:00:00.000Z", name: "Nguyễn Thị An", agencyCode: "STC", subject: "STC" },
  ...{ duty: "score/selfScoring/STC", step: "-2@2026-01-30T17:00" },
};
const log: ReminderFacts = {
  ...{ kind: "log", page: 0, hasMore: true },
  unreached: [
    { name: "Sở Giao thông vận tải", agencyCode: "SGTVT", reason: "noOfficer" },
    { name: "Trần Văn Bình", agencyCode: "SYT", reason: "unlinked" },
  ],
  rows: [
    { ...logged, outcome: { kind: "delivered", channel: "telegram" } },
    { ...logged, step: "leader@x", outcome: { kind: "waiting", channel: "web" } },
    { ...logged, outcome: { kind: "failed", channel: "telegram", fault: "blocked" } },
    { ...logged, outcome: { kind: "mayHaveArrived", channel: "telegram" } },
    { ...logged, outcome: { kind: "skipped", reason: "notOwing" } },
  ],
};

it.each([
  {
    ...{ name: "own", me: anOfficer, reminders: own },
    inputs: [
      ...["/nhac", "/nhac gio 8h-16h30", "/nhac gio 07:30-17:30", "/nhac gio 20:00-22:00"],
      ...["/nhac gio 17:00-8:00", "/nhac gio sáng-chiều", "/nhac xem", "/nhac linh tinh"],
    ],
  },
  {
    ...{ name: "own-nothing", me: anOfficer },
    reminders: { ...own, content: content("2026-01-28T01:00:00.000Z", {}), channels: 0 },
    inputs: ["/nhac", "/ngonngu en", "/reminders", "/reminders xyz"],
  },
  {
    ...{ name: "plan", me: coordinator, reminders: plan },
    inputs: ["/nhac xem", "/ngonngu en", "/nhac xem"],
  },
  {
    ...{ name: "log", me: coordinator, reminders: log },
    inputs: ["/nhac nhatky", "/ngonngu en", "/nhac nhatky"],
  },
  {
    ...{ name: "sample", me: coordinator },
    reminders: { kind: "sample", content: own.content } as ReminderFacts,
    inputs: ["/nhac thu STC"],
  },
])("is asked about, for proof-reading: $name", async ({ name, me, reminders, inputs }) => {
  const talk = openMemoryTalk({ scheme: aScheme(), me, found: { reminders } });
  talk.setNow("2026-01-28T01:00:00.000Z");
  await expect(playTranscript(talk, inputs)).toMatchFileSnapshot(`./transcripts/${name}.txt`);
});
