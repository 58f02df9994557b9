import { normaliseCode } from "../../access/access-code.ts";
import type { ConversationState } from "../conversation-state.ts";
import { keyOf } from "../choice-keys.ts";
import { type ChatTurn, turn } from "../talk.ts";
import type { ChatInput } from "../turn.ts";
import type { World } from "../world.ts";

/** The one-time code typed in a chat that belongs to nobody yet; null when it is none. */
export function codeIn(input: ChatInput): string | null {
  if (input.kind !== "text") return null;
  return normaliseCode(withoutCommand(input.text));
}

/** Talks with a chat that belongs to nobody: asks for a code and tells nothing else. */
export function advanceRegister(
  state: ConversationState,
  input: ChatInput,
  world: World,
): ChatTurn {
  const { say } = world;
  const { redeemed } = world.found;
  if (codeIn(input) === null || !redeemed) {
    const text = looksLikeCode(input) ? say.register.notACode() : say.register.askCode();
    return turn(state, [{ text }]);
  }
  if (redeemed.kind !== "good") {
    const text = say.register.refused(redeemed.kind);
    return turn(state, [{ text }], redeemed.kind === "locked" ? [] : [{ kind: "noteWrongCode" }]);
  }
  const { staffId, codeId, name, agencyName } = redeemed;
  return turn(
    { v: 2, flow: "menu", step: "idle" },
    [
      {
        text: say.register.welcome({ name, agencyName }),
        choices: [[{ key: keyOf("start"), label: say.buttons.begin() }]],
      },
    ],
    [{ kind: "linkChat", staffId, codeId }],
  );
}

/** Eight letters and digits, but not all of them such as codes are made of. */
function looksLikeCode(input: ChatInput): boolean {
  if (input.kind !== "text") return false;
  const bare = withoutCommand(input.text).replaceAll(/[\s-]/g, "");
  return /^[A-Za-z0-9]{7,9}$/.test(bare) && /\d/.test(bare);
}

/** A code may follow a command: "/start ACDEFG23" is what an invitation link sends. */
function withoutCommand(text: string): string {
  const bare = text.normalize("NFC").trim();
  return /^\/\S+\s+(\S[^]*)$/.exec(bare)?.[1] ?? bare;
}
