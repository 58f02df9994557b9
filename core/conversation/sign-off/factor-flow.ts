import { may } from "../../access/may.ts";
import { keyOf } from "../choice-keys.ts";
import { spellCode } from "../../access/access-code.ts";
import { type ChatTurn, type Talk, isAt, moveTo, stay, turn } from "../talk.ts";
import type { Choice } from "../turn.ts";
import { showEnrolled } from "./reset-factor.ts";
import { takeSecondFactor } from "./second-factor.ts";

/** Tells how the person confirms, or begins to enrol an app; with an agency, who there has one. */
export function showFactor(talk: Talk, argument: string): ChatTurn {
  if (argument !== "") return showEnrolled(talk, argument.toUpperCase());
  const { say, found, fresh, round } = talk.world;
  const { factor } = found;
  if (!factor) return stay(talk, say.common.notUnderstood());
  if (factor.isEnrolled) {
    const choices = [[{ key: keyOf("start"), label: say.buttons.menu() }]];
    return stay(talk, say.signOff.enrolled(factor), choices);
  }
  const { secret } = fresh.factor;
  const state = moveTo(talk.state, { flow: "factor", step: "prove" });
  const text = say.signOff.enrol({
    groups: secret.replaceAll(/(.{4})(?=.)/g, "$1 "),
    uri: otpauthUri(talk.me.name, secret),
    isDemo: round?.isDemo ?? false,
    isTraining: round?.isTraining ?? false,
  });
  const choices = [[{ key: keyOf("cancel"), label: say.buttons.stop() }]];
  return turn(
    state,
    [{ title: say.signOff.enrolTitle(), text, choices, isSecret: true }],
    [{ kind: "beginFactor", secret }],
  );
}

/** Takes the first code of a new app and gives the recovery codes, once. */
export function takeFirstCode(talk: Talk): ChatTurn {
  const { say, fresh } = talk.world;
  if (!isAt(talk.state, "factor", "prove")) return stay(talk, say.common.staleButton());
  return takeSecondFactor(talk, (proof) => {
    const { recoveryCodes } = fresh.factor;
    const text = say.signOff.recoveryCodes(recoveryCodes.map(spellCode));
    const choices = [[wayBack(talk)], [{ key: keyOf("start"), label: say.buttons.menu() }]];
    return turn(
      moveTo(talk.state, { flow: "menu", step: "idle" }),
      [{ title: say.signOff.recoveryTitle(), text, choices, isSecret: true }],
      [{ kind: "confirmFactor", proof, recoveryCodes }],
    );
  });
}

/** To what this person confirms now: results, explanations, or the agency's self-score. */
function wayBack({ me, world: { say, round } }: Talk): Choice {
  const isOwn = { agencyId: me.agencyId, stage: round?.stage ?? null };
  if (may(me, "approveResults", { agencyId: null, stage: null })) {
    return { key: keyOf("approve"), label: say.approval.title() };
  }
  return round?.stage === "explaining" && may(me, "signAppeal", isOwn)
    ? { key: keyOf("appeal"), label: say.appeal.buttons.digest() }
    : { key: keyOf("sign"), label: say.signOff.openButton() };
}

/** The address that an authenticator app reads: six digits, SHA-1, 30 seconds, as all of them take. */
function otpauthUri(name: string, secret: string): string {
  return `otpauth://totp/${encodeURIComponent(`Chấm:${name}`)}?secret=${secret}&issuer=${encodeURIComponent("Chấm")}`;
}
