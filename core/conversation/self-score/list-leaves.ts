import { type Leaf, leavesOf } from "../../scheme/scheme.ts";
import { keyOf } from "../choice-keys.ts";
import type { Choice } from "../turn.ts";
import { type ChatTurn, type Work, moveTo, stay, turn } from "../talk.ts";
import { type LeafStatus, type StatusCounts, evidenceByLeaf, statusOf } from "./leaf-status.ts";

const pageLength = 8;

/** Lists the fields with how far each is; the evidence of all leaves is loaded. */
export function showFields(work: Work): ChatTurn {
  const { say } = work.world;
  const statuses = statusesOf(work);
  const fields = work.scheme.fields.map((field) => ({
    field,
    counts: countsOf(leavesOf([field]), statuses),
  }));
  const choices = [
    ...fields.map(({ field, counts }) => [
      { key: keyOf("field", field.code, 0), label: say.list.fieldButton({ field, counts }) },
    ]),
    [
      { key: keyOf("next"), label: say.buttons.goOn() },
      { key: keyOf("start"), label: say.buttons.menu() },
    ],
  ];
  const state = moveTo(work.state, { flow: "menu", step: "idle" });
  return turn(state, [{ title: say.list.fieldsTitle(), text: say.list.fields(fields), choices }]);
}

/** Lists one page of a field's leaves with their marks. */
export function showField(work: Work, code: string, page: number): ChatTurn {
  const { say } = work.world;
  const field = work.scheme.fields.find((node) => node.code === code);
  if (!field) return stay(work, say.common.noSuchCode(code));
  const statuses = statusesOf(work);
  const leaves = leavesOf([field]);
  const pages = Math.ceil(leaves.length / pageLength);
  const shown = Math.min(Math.max(Number.isInteger(page) ? page : 0, 0), pages - 1);
  const lines = leaves
    .slice(shown * pageLength, (shown + 1) * pageLength)
    .map((leaf) => ({ leaf, status: statuses.get(leaf.code) ?? "open" }));
  const state = moveTo(work.state, { flow: "menu", step: "idle" });
  const text = say.list.field({ lines, page: shown + 1, pages });
  const choices = [
    ...lines.map((line) => [
      { key: keyOf("open", line.leaf.code), label: say.list.leafButton(line) },
    ]),
    pageRow(work, field.code, shown, pages),
    [
      { key: keyOf("list"), label: say.buttons.list() },
      { key: keyOf("start"), label: say.buttons.menu() },
    ],
  ].filter((row) => row.length > 0);
  return turn(state, [{ title: say.list.fieldTitle(field), text, choices }]);
}

/** The status of every leaf by its code. */
export function statusesOf(work: Work): ReadonlyMap<string, LeafStatus> {
  const evidence = evidenceByLeaf(work.world.evidence);
  return new Map(
    work.index.leaves.map((leaf) => [
      leaf.code,
      statusOf(work, leaf, evidence.get(leaf.code) ?? []),
    ]),
  );
}

/** Counts the statuses of some leaves. */
export function countsOf(
  leaves: readonly Leaf[],
  statuses: ReadonlyMap<string, LeafStatus>,
): StatusCounts {
  const counts = { done: 0, lacksProof: 0, open: 0, notOurs: 0 };
  for (const { code } of leaves) counts[statuses.get(code) ?? "open"] += 1;
  return counts;
}

function pageRow(
  { world: { say } }: Work,
  code: string,
  page: number,
  pages: number,
): readonly Choice[] {
  return [
    ...(page > 0 ? [{ key: keyOf("field", code, page - 1), label: say.buttons.pageBack() }] : []),
    ...(page < pages - 1
      ? [{ key: keyOf("field", code, page + 1), label: say.buttons.pageOn() }]
      : []),
  ];
}
