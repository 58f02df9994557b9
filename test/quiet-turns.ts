import type { PlayTurnDependencies } from "../usecases/play-turn.ts";
import type { ChannelReader, OpenTurn, WaitingUpdate } from "../usecases/ports.ts";

const reader: ChannelReader = { decode: () => null, callbackId: () => null, maxFileBytes: 0 };

/** What playing needs beside the talks, for channels whose updates are never for us. */
export const quietTurns: Omit<PlayTurnDependencies, "talks"> = {
  readers: { telegram: reader, web: reader, zalo: reader },
  clock: { now: () => new Date("2026-01-05T03:00:00Z") },
  publicUrl: "",
  fresh: () => ({
    receipts: [],
    token: "",
    linkCode: "",
    factor: { secret: "", recoveryCodes: [], chatCode: "" },
  }),
};

/** The turn of an update in a chat that nothing is known of. */
export function aQuietTurn(update: WaitingUpdate): OpenTurn {
  return {
    update,
    state: null,
    conversationVersion: 0,
    isHeld: false,
    language: "vi",
    me: null,
    round: null,
    scheme: null,
    calendar: { off: new Set(), worked: new Set() },
    draft: null,
    evidence: [],
    stamp: null,
  };
}
