import { expect, it } from "vitest";
import { emptyDraft } from "../../../scripts/chat/memory-draft.ts";
import { openMemoryTalk } from "../../../scripts/chat/memory-talk.ts";
import { shippedScheme } from "../../../test/shipped-schemes.ts";
import type { EvidenceFacts } from "../facts.ts";

const scheme = await shippedScheme("so-2025");

it("tells the proof of self-scoring and of explaining apart, and withdraws only the former", () => {
  const draft = emptyDraft();
  draft.evidence = [aFile("giai-trinh.pdf", "explaining"), aFile("tu-cham.pdf", "selfScoring")];
  const talk = openMemoryTalk({ scheme }, draft);
  const [reply] = talk.play({ kind: "text", text: "/minhchung 1.1.3" }).replies;
  const lines = (reply?.text ?? "").split("\n").filter((line) => line !== "");
  expect(lines.slice(0, 4).map((line) => line.split(".")[0])).toEqual([
    ...["Nộp khi tự chấm:", "• tu-cham", "Bổ sung khi giải trình:", "• giai-trinh"],
  ]);
  const keys = (reply?.choices ?? []).flat().map(({ key }) => key);
  expect(keys.filter((key) => key.startsWith("withdraw"))).toEqual(["withdraw:1.1.3:tu-cham.pdf"]);
});

it("takes a document typed under it for the first that is missing, and no other words", () => {
  const talk = openMemoryTalk({ scheme });
  talk.play({ kind: "text", text: "/minhchung 1.1.3" });
  const text = "15/BC-SNNMT; 20/11/2025; Sở Nông nghiệp và Môi trường";
  const { effects } = talk.play({ kind: "text", text });
  expect(effects).toMatchObject([
    {
      ...{ kind: "citeDocument", code: "1.1.3", wanted: "1-bao-cao" },
      document: { number: "15/BC-SNNMT", date: "2025-11-20" },
    },
  ]);
  talk.play({ kind: "text", text: "/minhchung 1.1.3" });
  expect(talk.play({ kind: "text", text: "báo cáo quý IV" }).effects).toEqual([]);
});

function aFile(fileName: string, phase: EvidenceFacts["phase"]): EvidenceFacts {
  return {
    ...{ id: fileName, code: "1.1.3", fileName, phase, wanted: null, document: null, place: null },
    ...({ reason: null, status: "kept", size: 1, sha256: "00", receipt: "BN1", by: "An" } as const),
    at: "2026-01-14T01:00:00.000Z",
  };
}
