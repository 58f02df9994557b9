import { may } from "../../access/may.ts";
import { keyOf } from "../choice-keys.ts";
import { say } from "../council/council-talk.ts";
import { type ChatTurn, type Talk, receiptAt, stay } from "../talk.ts";
import { closedIn, refuseApproval } from "./approval-talk.ts";

/** `/trinh`: the coordinator submits what the council has closed; first a look, then yes. */
export function submitResults(talk: Talk, argument: string): ChatTurn {
  const { me, world } = talk;
  const facts = world.found.council;
  const subject = { agencyId: null, stage: facts?.round.stage ?? null };
  if (!may(me, "submitResults", subject)) return stay(talk, world.say.common.notAllowed());
  if (!facts) return stay(talk, world.say.council.noRound());
  const closed = closedIn(facts, "council");
  if ("kind" in closed) return refuseApproval(talk, facts, closed);

  const { id, hash } = closed.closing;
  const { approval } = world.say;
  const pressed = `yes ${id}`;
  if (argument !== pressed) {
    const text = approval.confirmSubmission({ facts, hash });
    const yes = { key: keyOf("submitForApproval", "yes", id), label: approval.button("submit") };
    const choices = [[yes], [{ key: keyOf("cancel"), label: approval.button("notNow") }]];
    return say(talk, { title: approval.submissionTitle(), text, choices });
  }
  const receipt = receiptAt(world);
  const text = approval.submitted({ facts, hash, receipt });
  return say(talk, { title: approval.submissionTitle(), text }, [
    { kind: "submitResults", closingId: id, receipt },
  ]);
}
