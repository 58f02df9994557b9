import { spellCode } from "../../access/access-code.ts";
import { keyOf } from "../choice-keys.ts";
import { startState } from "../conversation-state.ts";
import { type ChatTurn, type Talk, stay, turn } from "../talk.ts";

/** Lists the chats and web logins that speak for this person, each with a button to revoke it. */
export function showLinks(talk: Talk): ChatTurn {
  const { say, found } = talk.world;
  const links = found.links ?? [];
  const choices = [
    ...links.map((link) => [
      { key: keyOf("revoke", link.id), label: say.commands.revokeButton(link) },
    ]),
    [{ key: keyOf("newCode"), label: say.buttons.newCode() }],
    [{ key: keyOf("start"), label: say.buttons.menu() }],
  ];
  return stay(talk, say.commands.links(links), choices);
}

/** Ends a link; the chat it stood for asks for a code again. */
export function revokeLink(talk: Talk, linkId: string): ChatTurn {
  const { say, found } = talk.world;
  const link = found.links?.find(({ id }) => id === linkId);
  if (!link) return stay(talk, say.common.staleButton());
  const state = link.isThisOne ? startState : talk.state;
  return turn(state, [{ text: say.commands.revoked(link) }], [{ kind: "unlink", linkId }]);
}

/** Issues a code for linking a further chat. */
export function newLinkCode(talk: Talk): ChatTurn {
  const { say, fresh } = talk.world;
  const code = fresh.linkCode;
  return turn(
    talk.state,
    [{ text: say.commands.linkCode(spellCode(code)) }],
    [{ kind: "issueLinkCode", code }],
  );
}
