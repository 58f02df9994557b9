import path from "node:path";
import type pg from "pg";
import { inTransaction } from "../../adapters/db/in-transaction.ts";
import { diskStore } from "../../adapters/files/disk-store.ts";
import type { KeptFile } from "../../usecases/file-ports.ts";
import { personaAgency } from "./agencies.ts";
import { openRandom } from "./random.ts";

interface SampleFile {
  readonly code: string;
  readonly name: string;
  readonly place: string;
  readonly content: string;
}

const head = "TỈNH MINH SƠN (DEMO)\nSỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG\n\n";

const files: readonly SampleFile[] = [
  {
    code: "1.2.2",
    name: "Báo cáo CCHC năm 2025 (DEMO).pdf",
    place: "Trang 1",
    content: onePagePdf("BAO CAO CCHC NAM 2025 - TAI LIEU DEMO"),
  },
  {
    code: "1.4.2",
    name: "Danh sách tin, bài về CCHC (DEMO).txt",
    place: "Toàn văn",
    content: `${head}Danh sách tin, bài về cải cách hành chính năm 2025\n1. Một cửa về tận xã (14/03/2025)\n2. Nộp hồ sơ đất đai trực tuyến (02/06/2025)\n`,
  },
  {
    code: "3.2.1",
    name: "Công khai TTHC tại Bộ phận Một cửa (DEMO).txt",
    place: "Toàn văn",
    content: `${head}Biên bản kiểm tra việc niêm yết công khai thủ tục hành chính ngày 20/05/2025\nKết quả: niêm yết đủ 23 thủ tục.\n`,
  },
];

/** Keeps a few real files as evidence of the main persona's agency, as if they had been sent. */
export async function addSampleFiles(
  pool: pg.Pool,
  { dataDir, now }: { readonly dataDir: string; readonly now: Date },
): Promise<number> {
  const store = diskStore(path.join(dataDir, "files"));
  const random = openRandom(1);
  for (const sample of files) {
    const content = [Buffer.from(sample.content)];
    const kept = await store.keep(streamOf(content), { name: sample.name, maxBytes: 1_000_000 });
    if (kept.kind !== "kept") throw new Error(`${sample.name}: ${JSON.stringify(kept.refusal)}`);
    await noteFile(pool, { sample, file: kept.file, receipt: random.receipt(), now });
  }
  return files.length;
}

interface SentFile {
  readonly sample: SampleFile;
  readonly file: KeptFile;
  readonly receipt: string;
  readonly now: Date;
}

async function noteFile(pool: pg.Pool, { sample, file, receipt, now }: SentFile): Promise<void> {
  await inTransaction(pool, async (client) => {
    await client.query(
      "insert into blobs (sha256, size, mime, created_at) values ($1, $2, $3, $4) on conflict do nothing",
      [file.sha256, file.size, file.mime, now],
    );
    await client.query(
      `with sent as (
         insert into evidence (round_id, agency_id, code, status, file_name, sha256, place, receipt,
                               added_by, added_at)
         select ra.round_id, ra.agency_id, $2, 'kept', $3, $4, $5, $6, s.id, $7
           from round_agencies ra
           join rounds r on r.id = ra.round_id and r.stage = 'selfScoring'
           join agencies a on a.id = ra.agency_id and a.code = $1
           join staff s on s.agency_id = a.id and s.code like '%.cv1'
         returning id)
       select from sent`,
      [...[personaAgency, sample.code, sample.name, file.sha256], ...[sample.place, receipt, now]],
    );
    await client.query(
      `select note_evidence(round_id, agency_id, code, 'evidence', id, added_by, null, receipt, added_at)
         from evidence where receipt = $1`,
      [receipt],
    );
  });
}

async function* streamOf(chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) yield await Promise.resolve(chunk);
}

/** The smallest sound PDF with one line of plain letters. */
function onePagePdf(line: string): string {
  const text = `BT /F1 18 Tf 60 760 Td (${line}) Tj ET`;
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    `<< /Length ${String(text.length)} >>\nstream\n${text}\nendstream`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
  ];
  let body = "%PDF-1.4\n";
  const offsets = objects.map((object, index) => {
    const offset = body.length;
    body += `${String(index + 1)} 0 obj\n${object}\nendobj\n`;
    return String(offset).padStart(10, "0");
  });
  const table = offsets.map((offset) => `${offset} 00000 n \n`).join("");
  const count = String(objects.length + 1);
  return `${body}xref\n0 ${count}\n0000000000 65535 f \n${table}trailer\n<< /Size ${count} /Root 1 0 R >>\nstartxref\n${String(body.length)}\n%%EOF\n`;
}
