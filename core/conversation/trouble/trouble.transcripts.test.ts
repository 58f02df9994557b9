import { expect, it } from "vitest";
import { anOfficer, openMemoryTalk } from "../../../scripts/chat/memory-talk.ts";
import { playTranscript } from "../../../test/play-transcript.ts";
import { aScheme } from "../../../test/schemes.ts";
import type { DeadGroup } from "../../delivery/dead-letter.ts";

const admin = {
  ...anOfficer,
  ...{ staffId: "staff-8", name: "Đỗ Văn Quản" },
  grants: [{ role: "admin", fields: null }],
} as const;

const groups: readonly DeadGroup[] = [
  {
    ...{ key: "send.blocked", count: 3, replayable: 3, newestAt: "2026-01-05T02:10:00.000Z" },
    cause: { source: "send", channel: "telegram", fault: "blocked" },
  },
  {
    ...{ key: "send.noAnswer", count: 4, replayable: 1, newestAt: "2026-01-05T01:00:00.000Z" },
    cause: { source: "send", channel: "telegram", fault: "noAnswer" },
  },
  {
    ...{ key: "update.1a2b3c4d", count: 1, replayable: 1, newestAt: "2026-01-04T09:30:00.000Z" },
    cause: { source: "update", channel: "web", words: 'error: column "x" does not exist' },
  },
  {
    ...{ key: "job.5e6f7a8b", count: 2, replayable: 2, newestAt: "2026-01-03T09:30:00.000Z" },
    cause: { source: "job", name: "recompute", words: "Error: no scheme #" },
  },
  {
    ...{ key: "file.9a0b1c2d", count: 3, replayable: 2, newestAt: "2026-01-02T09:30:00.000Z" },
    cause: { source: "file", channel: "telegram", words: "FetchError: file: status #" },
  },
];

const open = (me: typeof admin | typeof anOfficer, deadGroups: readonly DeadGroup[]) => {
  const talk = openMemoryTalk({ scheme: aScheme(), me, found: { deadGroups } });
  talk.setNow("2026-01-05T03:00:00.000Z");
  return talk;
};

it.each([
  {
    name: "failed",
    talk: open(admin, groups),
    inputs: [
      ...["Sự cố", "[trouble:again:send.blocked]", "[trouble:again:send.tooLarge]"],
      ...[
        "/ngonngu en",
        "/trouble",
        "[trouble:again:job.5e6f7a8b]",
        "[trouble:again:file.9a0b1c2d]",
      ],
    ],
  },
  { name: "nothing", talk: open(admin, []), inputs: ["/suco", "/ngonngu en", "/trouble"] },
  { name: "refused", talk: open(anOfficer, groups), inputs: ["/suco", "/suco again send.blocked"] },
])("tells what went wrong, for proof-reading: $name", async ({ name, talk, inputs }) => {
  await expect(playTranscript(talk, inputs)).toMatchFileSnapshot(`./transcripts/${name}.txt`);
});
