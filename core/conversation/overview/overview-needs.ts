import type { Actor } from "../../access/actor.ts";
import { readTwoAgencies } from "../commands/compare-agencies.ts";
import { seesAll } from "../reader-rights.ts";
import type { CommandName } from "../reading/read-command.ts";
import type { Need } from "../world.ts";

const needs: Partial<Readonly<Record<CommandName, readonly Need[]>>> = {
  laggards: [{ kind: "progress" }],
  summary: [{ kind: "rankings", group: null }, { kind: "progress" }, { kind: "fieldSpreads" }],
};

/** What an overview of the round needs; nothing for those who do not see all of it. */
export function overviewNeeds(me: Actor, name: CommandName, argument: string): readonly Need[] {
  if (!seesAll(me)) return [];
  if (name !== "compare") return needs[name] ?? [];
  const agencyCodes = readTwoAgencies(argument);
  return agencyCodes ? [{ kind: "comparison", agencyCodes }] : [];
}
