import type http from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import type { BotState, StoredFile } from "./bot-state.ts";
import { count, isAnsweredBy, notFound, refuse } from "./exchange.ts";

/** Answers the download of a file, as slowly as the file was told to be. */
export async function answerFile(
  state: BotState,
  path: string,
  response: http.ServerResponse,
): Promise<void> {
  count(state, "file");
  const fault = state.faults.take("file", { path });
  if (fault && (await isAnsweredBy(fault, { request: response.req, response }))) return;
  const file = [...state.files.values()].find((each) => each.path === path);
  if (!file) {
    refuse(response, notFound());
    return;
  }
  response.writeHead(200, {
    "content-type": "application/octet-stream",
    "content-length": file.bytes.length,
  });
  for (const chunk of chunksOf(file)) {
    if (file.slow) await delay(file.slow.delayMs);
    response.write(chunk);
  }
  if (fault?.dropConnection === "after") response.destroy();
  else response.end();
}

function chunksOf({ bytes, slow }: StoredFile): readonly Buffer[] {
  const size = slow?.chunkBytes ?? 256 * 1024;
  const count = Math.ceil(bytes.length / size);
  return Array.from({ length: count }, (_, index) =>
    bytes.subarray(index * size, (index + 1) * size),
  );
}
