import { describe, expect, it } from "vitest";
import { anOfficer, openMemoryTalk } from "../../../scripts/chat/memory-talk.ts";
import { shippedScheme } from "../../../test/shipped-schemes.ts";
import type { Role } from "../../access/actor.ts";

const scheme = await shippedScheme("so-2025");
const running = { "/dot": "round", "/hoidong": "council", "/trinh": "submitForApproval" };
const all = { ...running, "/pheduyet": "approve" };

describe("help and menu", () => {
  it.each<{ role: Role; commands: readonly string[] }>([
    { role: "officer", commands: [] },
    { role: "appraiser", commands: [] },
    { role: "councilMember", commands: ["/hoidong"] },
    { role: "councilSecretary", commands: ["/hoidong"] },
    { role: "coordinator", commands: ["/dot", "/hoidong", "/trinh"] },
    { role: "official", commands: ["/dot", "/hoidong", "/pheduyet"] },
  ])("show $role what is theirs of running a round", ({ role, commands }) => {
    const me = { ...anOfficer, grants: [{ role, fields: null }] };
    const play = (text: string) =>
      openMemoryTalk({ scheme, me, found: { rankings: [] } }).play({ kind: "text", text }).replies;
    const help = play("/trogiup")[0]?.text ?? "";
    const told = Object.keys(all).filter((command) => help.includes(`${command} –`));
    expect(told).toEqual(commands);
    const keys = (play("/batdau")[0]?.choices ?? []).flat().map(({ key }) => key);
    const offered = Object.entries(all).filter(([, key]) => keys.includes(key));
    expect(offered.map(([command]) => command)).toEqual(commands);
  });
});
