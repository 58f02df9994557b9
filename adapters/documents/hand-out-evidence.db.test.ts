import type pg from "pg";
import path from "node:path";
import { describe, expect } from "vitest";
import { PDFDocument } from "pdf-lib";
import { aFolder } from "../../test/a-folder.ts";
import { type StagePerson, aStage, never } from "../../test/appraisal-stage.ts";
import { dbTest } from "../../test/db.ts";
import { readPdfText } from "../../test/read-pdf-text.ts";
import type { OpenDocument } from "../../usecases/ports.ts";
import { diskStore } from "../files/disk-store.ts";
import { handOutEvidence } from "./hand-out-evidence.ts";
import { openPdfStamper } from "./pdf/pdf-stamper.ts";

const now = new Date("2026-01-15T02:05:00Z");

describe("evidence handed out in a chat", () => {
  dbTest("carries its reader's name, and the opening is written down", async ({ pool }) => {
    const { open, binh, evidenceId } = await aFile(pool, await twoPages());
    const handed = await open(binh.chat, { evidenceId, staffId: binh.staffId });
    expect(handed?.name).toBe("bao-cao.pdf");
    const pages = await readPdfText(handed?.content ?? never());
    const marks = pages.flat().filter((text) => text.startsWith("binh · "));
    expect(marks.length).toBeGreaterThanOrEqual(pages.length);
    expect(new Set(marks.map((text) => text.replace(/^binh · .+? · /, "")))).toEqual(
      new Set(["09:05 ngày 15/01/2026 · Chấm"]),
    );
    expect(await openings(pool)).toEqual([{ staff_id: binh.staffId, mark: "marked" }]);
  });

  dbTest("stays away from a chat that is not the reader's any more", async ({ pool }) => {
    const { open, binh, evidenceId } = await aFile(pool, await twoPages());
    const document = { evidenceId, staffId: binh.staffId };
    expect(await open({ ...binh.chat, chatId: "td-other" }, document)).toBeNull();
    await pool.query("update chat_links set unlinked_at = now() where staff_id = $1", [
      binh.staffId,
    ]);
    expect(await open(binh.chat, document)).toBeNull();
    await pool.query("update chat_links set unlinked_at = null");
    await pool.query("update staff set is_active = false where id = $1", [binh.staffId]);
    expect(await open(binh.chat, document)).toBeNull();
    expect(await openings(pool)).toEqual([]);
  });

  dbTest("is not a PDF without its reader's name", async ({ pool }) => {
    const { open, binh, evidenceId } = await aFile(pool, await twoPages(), 100);
    expect(await open(binh.chat, { evidenceId, staffId: binh.staffId })).toBeNull();
    expect(await openings(pool)).toEqual([]);
  });
});

async function aFile(
  pool: pg.Pool,
  content: Uint8Array,
  maxBytes = 1 << 20,
): Promise<{
  readonly open: OpenDocument;
  readonly binh: StagePerson;
  readonly evidenceId: string;
}> {
  const stage = await aStage(pool);
  const binh = await stage.appraiser("binh", "A1");
  const files = diskStore(path.join(await aFolder(), "files"));
  const about = { name: "bao-cao.pdf", maxBytes: 1 << 20 };
  const kept = await files.keep(once(content), about);
  if (kept.kind !== "kept") throw new Error("the test's PDF was refused");
  await pool.query("insert into blobs (sha256, size, mime) values ($1, $2, 'application/pdf')", [
    kept.file.sha256,
    kept.file.size,
  ]);
  await stage.self("A2", "1.1", { done: "18", total: "20" }, 18000);
  await stage.prove("A2", "1.1", "mục II");
  const { rows } = await pool.query<{ id: string }>(
    "update evidence set document = null, file_name = 'bao-cao.pdf', sha256 = $1 returning id",
    [kept.file.sha256],
  );
  const open = handOutEvidence({
    ...{ pool, files, clock: { now: () => now } },
    stamper: openPdfStamper({ maxBytes, maxMs: 20_000 }),
  });
  return { open, binh, evidenceId: rows[0]?.id ?? never() };
}

async function* once(content: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(content);
}

async function twoPages(): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  for (const page of [document.addPage(), document.addPage()]) page.drawText("Bao cao");
  return document.save();
}

async function openings(pool: pg.Pool): Promise<readonly unknown[]> {
  const { rows } = await pool.query<object>("select staff_id, mark from evidence_downloads");
  return rows;
}
