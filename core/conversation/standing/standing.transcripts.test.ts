import { expect, it } from "vitest";
import { anOfficer, openMemoryTalk } from "../../../scripts/chat/memory-talk.ts";
import { playTranscript } from "../../../test/play-transcript.ts";
import { aScheme } from "../../../test/schemes.ts";
import type { RoundStanding } from "../../reminders/round-standing.ts";
import { messagesIn } from "../messages/messages-in.ts";
import type { Alert } from "./alert.ts";
import { alertReply } from "./show-standing.ts";

const deadline = "2026-01-30T10:00:00.000Z";
const coordinator = {
  ...{ ...anOfficer, staffId: "staff-7", name: "Lê Văn Điều" },
  grants: [{ role: "coordinator", fields: null }],
} as const;
const running: RoundStanding = {
  ...{ code: "2025", title: "Kỳ đánh giá năm 2025", isDemo: true, isTraining: false },
  ...{ stage: "selfScoring", phase: "selfScoring", deadline, daysLeft: 4, late: [] },
  handedIn: [
    { group: "so", agencies: 20, submitted: 12, onTime: 12, signed: 10 },
    { group: "xa", agencies: 60, submitted: 30, onTime: 30, signed: 21 },
  ],
  atRisk: [
    {
      ...{ code: "SYT", name: "Sở Y tế", owes: "score", left: 50, total: 70, deadline },
      pace: {
        ...{ kind: "running", done: 20, left: 50, daysGone: 8, daysLeft: 5, isAtRisk: true },
        ...{ soFar: { num: 5, den: 2 }, needed: { num: 10, den: 1 }, short: { num: 75, den: 2 } },
      },
    },
  ],
  onTheWay: 7,
};
const idle: RoundStanding = {
  ...running,
  atRisk: [
    ...running.atRisk,
    ...["STP", "STC", "SNV"].flatMap((code) =>
      running.atRisk.map((each) => ({
        ...{ ...each, code, name: `Sở ${code}`, left: 70 },
        pace: { ...each.pace, done: 0, left: 70, soFar: { num: 0, den: 1 } },
      })),
    ),
  ],
};
const over: RoundStanding = {
  ...running,
  ...{ daysLeft: null, atRisk: [], onTheWay: 0 },
  late: [
    { code: "SYT", name: "Sở Y tế", owes: "score", left: 12, total: 70, deadline, daysOver: 2 },
    { code: "STP", name: "Sở Tư pháp", owes: "score", left: 0, total: 70, deadline, daysOver: 2 },
    {
      code: "STC",
      name: "Sở Tài chính",
      owes: "supply",
      left: 5,
      total: null,
      deadline,
      daysOver: 1,
    },
  ],
};

it.each([
  { name: "running", me: coordinator, standing: running },
  { name: "idle", me: coordinator, standing: idle },
  { name: "over", me: coordinator, standing: over },
  { name: "refused", me: anOfficer, standing: running },
])("tells how a round stands, for proof-reading: $name", async ({ name, me, standing }) => {
  const unreached = [{ name: "Trần Văn Bình", agencyCode: "SYT", reason: "unlinked" }] as const;
  const found = { standing: { standings: [standing], unreached } };
  const talk = openMemoryTalk({ scheme: aScheme(), me, found });
  talk.setNow("2026-01-26T01:00:00.000Z");
  const inputs = ["/tinhhinh", "/ngonngu en", "/status"];
  await expect(playTranscript(talk, inputs)).toMatchFileSnapshot(`./transcripts/${name}.txt`);
});

const round = { title: "Kỳ đánh giá năm 2025", isDemo: false, isTraining: false };
const alerts: readonly Alert[] = [
  { kind: "deadlineOpen", round, phase: "selfScoring", deadline, open: ["SYT", "STP"] },
  { kind: "deadlineOpen", round, phase: "appraisal", deadline, open: ["Trần Văn Bình"] },
  {
    ...{ kind: "evidenceRefused", agencyCode: "SYT", agencyName: "Sở Y tế" },
    ...{ code: "2.1.3", times: 4 },
  },
  { kind: "channelDown", channel: "telegram", minutes: 12, waiting: 40 },
  { kind: "quotaNear", channel: "zalo", used: 2400, quota: 3000 },
  { kind: "quotaNear", channel: "zalo", used: 3000, quota: 3000 },
  { kind: "inboxOld", minutes: 6, waiting: 3 },
  { kind: "queueOld", minutes: 15, waiting: 9 },
  { kind: "poison", channel: "web", words: "error: x", count: 1 },
  { kind: "diskLow", percentFree: 7 },
];

it("alerts in words that can be acted on, for proof-reading", async () => {
  const texts = (["vi", "en"] as const).flatMap((language) =>
    alerts.map((alert) => {
      const { title, text, choices } = alertReply(alert, messagesIn(language).standing);
      const [[button] = []] = choices ?? [];
      return `*${title ?? ""}*\n${text}\n[${button?.key ?? ""} ${button?.label ?? ""}]`;
    }),
  );
  await expect(texts.join("\n\n")).toMatchFileSnapshot("./transcripts/alerts.txt");
});
