import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import type { Picture } from "../../../core/conversation/overview/picture.ts";
import { openPictures } from "./draw-picture.ts";
import { pictureSvg } from "./picture-svg.ts";

const draw = openPictures();

const bars: Picture = {
  title: "Xếp hạng Chỉ số CCHC",
  lines: ["Kỳ đánh giá năm 2025", "Tính lúc 07:30 ngày 15/01/2026, bản số 7."],
  warnings: ["DỮ LIỆU DEMO – không phải số liệu thật."],
  standing: { text: "TẠM TÍNH", isOfficial: false },
  alt: "Biểu đồ xếp hạng",
  panels: [
    {
      kind: "bars",
      title: "Các sở, ban, ngành (2 đơn vị)",
      grades: ["Xuất sắc", "Tốt"],
      bars: [
        { label: "1. Sở Nông nghiệp & Môi trường", text: "91,20  Xuất sắc", value: 91.2, level: 0 },
        { label: "– Sở Ngoại vụ", text: "chưa có", value: null, level: null },
      ],
    },
  ],
};

const heat: Picture = {
  ...{ title: "Tiến độ tự chấm điểm", lines: [], warnings: [], standing: null, alt: "" },
  panels: [
    {
      kind: "heat",
      title: "UBND cấp xã (1 đơn vị)",
      columns: ["1", "2", "Tổng"],
      notes: ["1: Chỉ đạo, điều hành", "2: Thể chế"],
      rows: [
        {
          label: "Phường Ngã Ba Sáo",
          cells: [
            { text: "37%", share: 0.375 },
            { text: "–", share: null },
            { text: "100%", share: 1 },
          ],
        },
      ],
    },
  ],
};

it("draws a PNG as wide as two phones hold side by side, with every row", async () => {
  const { png, width, height } = await draw(bars);
  const head = Buffer.from(png.slice(0, 24));
  expect(head.subarray(0, 8).toString("hex")).toBe("89504e470d0a1a0a");
  expect([head.readUInt32BE(16), head.readUInt32BE(20)]).toEqual([width, height]);
  expect(width).toBe(780);
  const [panel] = bars.panels;
  const more = { ...bars, panels: panel ? [panel, panel] : [] };
  expect((await draw(more)).height).toBeGreaterThan(height + 2 * 36);
});

it.each([
  { picture: bars, words: ["1. Sở Nông nghiệp &amp; Môi trường", "91,20  Xuất sắc", "chưa có"] },
  { picture: bars, words: ["DỮ LIỆU DEMO", "TẠM TÍNH", "bản số 7", "Tốt"] },
  { picture: heat, words: ["Phường Ngã Ba Sáo", "37%", "–", "100%", "2: Thể chế", "Tổng"] },
])("writes $words", ({ picture, words }) => {
  const svg = pictureSvg(picture);
  for (const word of words) expect(svg).toContain(word);
});

it("draws the same picture with the same bytes, whatever was drawn before", async () => {
  const hashOf = async (picture: Picture) =>
    createHash("sha256")
      .update((await draw(picture)).png)
      .digest("hex");
  const first = { svg: pictureSvg(heat), png: await hashOf(heat) };
  await draw(bars);
  expect({ svg: pictureSvg(heat), png: await hashOf(heat) }).toEqual(first);
});

it("has every Vietnamese letter: none is drawn as the box of a missing one", async () => {
  const titled = (title: string) => draw({ ...heat, title, panels: [] });
  const missing = Buffer.from((await titled("\u{13000}")).png);
  const letters = Array.from("ăâđêôơưĂÂĐÊÔƠƯấầẩẫậắằẳẵặếềểễệốồổỗộớờởỡợứừửữựỳỷỹỵ");
  for (const letter of letters) {
    expect(Buffer.from((await titled(letter)).png).equals(missing)).toBe(false);
  }
});
