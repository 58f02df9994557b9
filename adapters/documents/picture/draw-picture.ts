import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Resvg } from "@resvg/resvg-wasm";
import type { Picture } from "../../../core/conversation/overview/picture.ts";
import type { DrawPicture } from "../../../usecases/summary-ports.ts";
import { fontFamily } from "./svg-text.ts";

const fonts = ["DejaVuSansCondensed.ttf", "DejaVuSansCondensed-Bold.ttf"];

/** Opens the drawing, once in a process; what it needs is loaded at the first picture. */
export function openPictures(): DrawPicture {
  let tools: Promise<Tools> | undefined;
  return async (picture) => {
    const { svgOf, Resvg: Renderer, fontBuffers } = await (tools ??= loadTools());
    const drawing = new Renderer(svgOf(picture), {
      font: { fontBuffers, defaultFontFamily: fontFamily, sansSerifFamily: fontFamily },
    });
    try {
      const image = drawing.render();
      const drawn = { png: image.asPng(), width: image.width, height: image.height };
      image.free();
      return drawn;
    } finally {
      drawing.free();
    }
  };
}

interface Tools {
  readonly svgOf: (picture: Picture) => string;
  readonly Resvg: typeof Resvg;
  readonly fontBuffers: Uint8Array[];
}

async function loadTools(): Promise<Tools> {
  const { resolve } = createRequire(import.meta.url);
  const [{ pictureSvg }, resvg, wasm, ...fontBuffers] = await Promise.all([
    import("./picture-svg.ts"),
    import("@resvg/resvg-wasm"),
    readFile(resolve("@resvg/resvg-wasm/index_bg.wasm")),
    ...fonts.map((font) => readFile(resolve(`dejavu-fonts-ttf/ttf/${font}`))),
  ]);
  await resvg.initWasm(wasm);
  return { svgOf: pictureSvg, Resvg: resvg.Resvg, fontBuffers };
}
