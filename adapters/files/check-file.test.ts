import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  aCfb,
  aDocx,
  aJpeg,
  anIsoImage,
  anXlsx,
  aPdf,
  aPng,
  aZip,
  wordStream,
  workbookStream,
} from "../../test/sample-files.ts";
import { checkFile } from "./check-file.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "cham-check-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function check(name: string, content: Buffer | string) {
  const file = path.join(folder, "file");
  await writeFile(file, content);
  return checkFile(file, name);
}

const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from("Báo cáo", "utf16le")]);
const exe = Buffer.concat([Buffer.from("MZ"), Buffer.alloc(200)]);

describe("what is taken", () => {
  it.each([
    ["Báo cáo.pdf", aPdf(), "pdf"],
    ["BÁO CÁO.PDF", aPdf(), "pdf"],
    ["có dấu BOM ở đầu.pdf", Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), aPdf()]), "pdf"],
    ["chỉ nói đến /EncryptMetadata.pdf", aPdf("/EncryptMetadata true"), "pdf"],
    ["Quyết định.docx", aDocx(), "docx"],
    ["Quyết định.doc", aCfb({ "/WordDocument": wordStream() }), "doc"],
    ["Số liệu.xls", aCfb({ "/Workbook": workbookStream() }), "xls"],
    ["Excel 5.xls", aCfb({ "/Book": workbookStream() }), "xls"],
    ["luồng nhỏ.xls", aCfb({ "/Workbook": workbookStream([], 600) }), "xls"],
    ["lớn hơn 7 MB.doc", aCfb({ "/WordDocument": wordStream(0, 9 << 20) }), "doc"],
    ["ảnh.jpg", aJpeg, "jpg"],
    ["ảnh.JPEG", aJpeg, "jpg"],
    ["ảnh.png", aPng, "png"],
    ["IMG_01.HEIC", anIsoImage("heic", "mif1"), "heic"],
    ["IMG_02.heic", anIsoImage("mif1", "mif1", "heic"), "heic"],
    ["ghi chú.txt", "Dòng một\r\n\tDòng hai: đủ 18/20 hồ sơ\n", "txt"],
    ["ghi chú UTF-16.txt", utf16, "txt"],
    ["không có phần mở rộng", aPdf(), "pdf"],
    ["chữ đầu giống một loại ảnh.txt", "BM là tên viết tắt của một ban\n", "txt"],
    ["chữ dài.txt", "Tỷ lệ ".repeat(200_000), "txt"],
  ])("%s", async (name, content, type) => {
    expect(await check(name, content)).toMatchObject({ kind: "taken", type });
  });

  it("a workbook that Excel wrote", async () => {
    expect(await check("Số liệu.xlsx", await anXlsx())).toMatchObject({ type: "xlsx" });
  });
});

describe("what is refused", () => {
  it.each([
    ["rỗng.pdf", Buffer.alloc(0), { kind: "empty" }],
    ["hồ sơ.zip", aZip([{ name: "a.pdf", content: aPdf() }]), { kind: "archive", found: "zip" }],
    ["zip không có gì.zip", aZip([]), { kind: "archive", found: "zip" }],
    [
      "zip mang tên.docx",
      aZip([{ name: "a.pdf", content: aPdf() }]),
      { kind: "archive", found: "zip" },
    ],
    ["a.rar", Buffer.from("526172211a0700cf907300", "hex"), { kind: "archive", found: "rar" }],
    ["a.7z", Buffer.from("377abcaf271c0004", "hex"), { kind: "archive", found: "7z" }],
    ["a.gz", Buffer.from("1f8b0800000000000003", "hex"), { kind: "archive", found: "gz" }],
    ["Báo cáo.pdf", exe, { kind: "program", found: "exe" }],
    ["setup.exe", exe, { kind: "program", found: "exe" }],
    [
      "pdf nấp sau MZ.pdf",
      Buffer.concat([Buffer.from("MZ"), aPdf()]),
      { kind: "program", found: "exe" },
    ],
    ["chạy.txt", "#!/bin/sh\nrm -rf /\n", { kind: "program", found: "script" }],
    ["chạy.bat", "@echo off\r\n", { kind: "program", found: "bat" }],
    ["thư viện.so", Buffer.from("\x7fELF\x02\x01\x01\0\0\0"), { kind: "program", found: "elf" }],
    [
      "app.jar",
      aZip([{ name: "META-INF/MANIFEST.MF", content: "Main-Class: A" }]),
      { kind: "program", found: "jar" },
    ],
    [
      "bộ cài.doc",
      aCfb({ "/\u4840\u3f7f\u4164\u422f\u4836": Buffer.alloc(64) }),
      { kind: "program", found: "msi" },
    ],
    ["ảnh.jpg", aPdf(), { kind: "renamed", found: "pdf", named: "jpg" }],
    ["văn bản.pdf.exe", aPdf(), { kind: "renamed", found: "pdf", named: "exe" }],
    ["thư.docx", "Chỉ là chữ", { kind: "renamed", found: "txt", named: "docx" }],
    ["thư.doc", aDocx(), { kind: "renamed", found: "docx", named: "doc" }],
    ["mật khẩu.pdf", aPdf("/Encrypt 9 0 R"), { kind: "encrypted", found: "pdf" }],
    ["mật khẩu tại chỗ.pdf", aPdf("/Encrypt<</V 4>>"), { kind: "encrypted", found: "pdf" }],
    [
      "mật khẩu ngang hai mảnh.pdf",
      aPdf("/Encrypt 9 0 R", (1 << 20) - 235),
      { kind: "encrypted", found: "pdf" },
    ],
    [
      "mật khẩu.docx",
      aCfb({ "/EncryptedPackage": Buffer.alloc(5_000), "/EncryptionInfo": Buffer.alloc(64) }),
      { kind: "encrypted", found: "docx/xlsx" },
    ],
    [
      "mật khẩu.doc",
      aCfb({ "/WordDocument": wordStream(0x0100) }),
      { kind: "encrypted", found: "doc" },
    ],
    [
      "mật khẩu.xls",
      aCfb({ "/Workbook": workbookStream([0x2f]) }),
      { kind: "encrypted", found: "xls" },
    ],
    [
      "mục đặt mật khẩu.docx",
      aDocx([{ name: "word/x.xml", content: "x", isEncrypted: true }]),
      { kind: "encrypted", found: "zip" },
    ],
    [
      "macro.docx",
      aDocx([{ name: "word/vbaProject.bin", content: "x" }]),
      { kind: "macros", found: "docx" },
    ],
    [
      "macro.docm",
      aDocx([], "application/vnd.ms-word.document.macroEnabled.main+xml"),
      { kind: "macros", found: "docx" },
    ],
    [
      "macro.doc",
      aCfb({ "/WordDocument": wordStream(), "/Macros/VBA/dir": Buffer.alloc(64) }),
      { kind: "macros", found: "doc" },
    ],
    [
      "macro.xls",
      aCfb({ "/Workbook": workbookStream(), "/_VBA_PROJECT_CUR/VBA/dir": Buffer.alloc(64) }),
      { kind: "macros", found: "xls" },
    ],
    [
      "kèm chương trình.docx",
      aDocx([{ name: "word/embeddings/run.exe", content: "MZ" }]),
      { kind: "program", found: "exe" },
    ],
    [
      "trình chiếu.pptx",
      aZip([
        { name: "[Content_Types].xml", content: "<Types/>" },
        { name: "ppt/presentation.xml", content: "<p/>" },
      ]),
      { kind: "typeNotTaken", found: "pptx" },
    ],
    [
      "trình chiếu.ppt",
      aCfb({ "/PowerPoint Document": Buffer.alloc(5_000) }),
      { kind: "typeNotTaken", found: "ppt" },
    ],
    ["video.mp4", anIsoImage("isom"), { kind: "typeNotTaken", found: "mp4" }],
    ["ảnh.avif", anIsoImage("avif", "mif1"), { kind: "typeNotTaken", found: "avif" }],
    ["dữ liệu.csv", "a,b\n1,2\n", { kind: "typeNotTaken", found: "csv" }],
    ["trang.html", "<html><script>1</script></html>", { kind: "typeNotTaken", found: "html" }],
    ["lạ.bin", Buffer.from([1, 2, 3, 0, 255]), { kind: "typeNotTaken", found: "bin" }],
    ["nhị phân.txt", Buffer.from([65, 0, 66, 7]), { kind: "damaged", found: "txt" }],
    ["sai mã.txt", Buffer.from([0x42, 0xe1, 0x20]), { kind: "damaged", found: "txt" }],
    ["ảnh.heic", Buffer.from([9, 0, 255, 7]), { kind: "damaged", found: "heic" }],
    ["cụt.pdf", aPdf().subarray(0, 120), { kind: "damaged", found: "pdf" }],
    ["cụt.docx", aDocx().subarray(0, 200), { kind: "damaged", found: "zip" }],
    ["cụt.png", aPng.subarray(0, 40), { kind: "damaged", found: "png" }],
    [
      "cụt.doc",
      aCfb({ "/WordDocument": wordStream() }).subarray(0, 512),
      { kind: "damaged", found: "doc/xls" },
    ],
    [
      "khai gian.docx",
      aDocx([{ name: "word/x.xml", content: "x".repeat(5_000), declaredSize: 10 }]),
      { kind: "damaged", found: "docx" },
    ],
  ])("%s", async (name, content, refusal) => {
    expect(await check(name, content)).toEqual({ kind: "refused", refusal });
  });

  it("a small document that would unpack to far more", async () => {
    const bomb = aDocx([{ name: "word/media/a.xml", content: Buffer.alloc(80 << 20) }]);
    expect(bomb.length).toBeLessThan(1 << 20);
    expect(await check("nén quá mức.docx", bomb)).toEqual({
      kind: "refused",
      refusal: { kind: "archive", found: "zip bomb" },
    });
  });

  it("a zip of more entries than any document has", async () => {
    const parts = Array.from({ length: 10_001 }, (_, index) => ({ name: `${index}`, content: "" }));
    expect(await check("rất nhiều mục.docx", aZip(parts))).toMatchObject({
      refusal: { kind: "archive" },
    });
  });

  it("a compound file whose directory runs in a circle", async () => {
    const looped = aCfb({ "/WordDocument": wordStream() });
    const directory = looped.readUInt32LE(48);
    const fat = looped.readUInt32LE(76);
    looped.writeUInt32LE(directory, 512 * (fat + 1) + 4 * directory);
    expect(await check("vòng.doc", looped)).toMatchObject({ refusal: { kind: "damaged" } });
  });
});
