import type { Messages } from "../../core/conversation/messages/catalogue.ts";
import { messagesIn } from "../../core/conversation/messages/messages-in.ts";

/** The Vietnamese catalogue, noting which of its sentences were asked for: "common.notAllowed". */
export interface RecordingWords {
  readonly say: Messages;
  /** Forgets what was noted and gives it. */
  take(): readonly string[];
}

/** Opens a catalogue that notes what is said with it. */
export function recordingWords(): RecordingWords {
  let noted: string[] = [];
  const record = (name: string, word: unknown): unknown => {
    if (typeof word === "function") {
      return (...facts: readonly unknown[]): unknown => {
        noted.push(name);
        return Reflect.apply(word, undefined, facts) as unknown;
      };
    }
    if (typeof word !== "object" || word === null) return word;
    const parts = Object.entries(word).map(([key, part]) => [
      key,
      record(name === "" ? key : `${name}.${key}`, part),
    ]);
    return Object.fromEntries(parts);
  };
  return {
    say: record("", messagesIn("vi")) as Messages,
    take() {
      const taken = noted;
      noted = [];
      return taken;
    },
  };
}
