import { expect } from "vitest";
import { dbTest } from "../../test/db.ts";
import { addEntry } from "../../test/ledger.ts";
import { aProvince } from "../../test/province.ts";
import { shippedScheme } from "../../test/shipped-schemes.ts";
import { findHistory } from "./history-repository.ts";

const scheme = await shippedScheme("nganh-doc-2025");

dbTest("finds a leaf's entries, oldest first, in the form their kind has", async ({ pool }) => {
  const { roundId, agencies, officers } = await aProvince(pool, { scheme, agencyCount: 2 });
  const [one, two] = agencies;
  const of = { roundId, agencyId: one?.id ?? "", authorId: officers[0]?.id ?? null };
  const content = { answer: { yes: true }, points: 5000, explanation: null, notApplicable: null };
  await addEntry(pool, { ...of, body: content });
  await addEntry(pool, {
    ...{ ...of, kind: "evidence" },
    body: { fileName: "a.pdf", document: null, place: "trang 2", reason: null },
  });
  await addEntry(pool, {
    ...{ ...of, kind: "value", role: "appraiser" },
    body: { step: "appraised", verdict: "set", setPoints: 2500, reason: "Thiếu tài liệu." },
  });
  await addEntry(pool, { ...of, kind: "signOff", body: {} });
  await addEntry(pool, { ...of, code: "1.2" });
  await addEntry(pool, { ...of, agencyId: two?.id ?? "" });
  const found = await findHistory(pool, "A1", "1.1");
  expect(found).toMatchObject({ agencyCode: "A1", stage: "selfScoring", isDemo: false });
  expect(found?.entries.map(({ by, role, act }) => ({ by, role, ...act }))).toMatchObject([
    { by: "Cán bộ 1", role: "officer", kind: "content", change: "answer", content },
    { kind: "evidence", isWithdrawn: false, fileName: "a.pdf", place: "trang 2" },
    { role: "appraiser", kind: "value", step: "appraised", points: 2500, answer: null },
    { kind: "other", name: "signOff" },
  ]);
  expect(await findHistory(pool, "KHONG", "1.1")).toBeNull();
});
