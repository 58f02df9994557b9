import type { RawValue } from "../scheme/raw-value.ts";
import {
  type OpenNode,
  type Place,
  at,
  complete,
  figure,
  listOr,
  openNode,
  refuse,
  shown,
  text,
} from "../scheme/read-raw.ts";
import { type AskedOfGroup, kindForm } from "./asked-respondents.ts";
import type { LaidPhases } from "./round.ts";

interface Around {
  /** Undefined where they could not be read themselves. */
  readonly groups: readonly { readonly group: string }[] | undefined;
  readonly phases: LaidPhases | undefined;
}

/**
 * Reads whom a round asks for in its survey. Each kind stands once in a group that the round has,
 * and there is a survey exactly when somebody is asked for.
 */
export function readRespondents(
  node: OpenNode,
  { groups, phases }: Around,
): readonly AskedOfGroup[] | undefined {
  const asked = listOr(node, "respondents", readAsked);
  if (!asked) return undefined;
  const place = at(node, "respondents");
  for (const [index, { group, kind }] of asked.entries()) {
    const spot = at(place, index);
    if (groups && !groups.some((each) => each.group === group)) {
      refuse(at(spot, "group"), `"${group}"`, "một nhóm có trong mục groups");
    }
    const isDouble = asked.slice(0, index).some((one) => one.group === group && one.kind === kind);
    if (isDouble) refuse(at(spot, "kind"), `"${kind}"`, "mỗi mã một lần trong một nhóm đơn vị");
  }
  if (phases) matchPhase(node, asked, phases);
  return asked;
}

function matchPhase(node: OpenNode, asked: readonly AskedOfGroup[], phases: LaidPhases): void {
  if (phases.survey && asked.length === 0) {
    const wanted = "ít nhất một nhóm người, vì kỳ này có bước survey (lập danh sách điều tra)";
    refuse(at(node, "respondents"), "không có", wanted);
  }
  if (!phases.survey && asked.length > 0) {
    const wanted = "thời gian lập danh sách (opens, closes), vì có mục respondents";
    refuse(at(at(node, "phases"), "survey"), "không có", wanted);
  }
}

function readAsked(raw: RawValue, place: Place): AskedOfGroup | undefined {
  const node = openNode(raw, place, ["group", "kind", "name", "wanted"]);
  if (!node) return undefined;
  const wanted = figure(node, "wanted", { whole: true, min: "1", max: "5000" });
  return complete({
    group: text(node, "group"),
    kind: readKind(node),
    name: text(node, "name"),
    wanted: wanted === undefined ? undefined : Number(wanted),
  });
}

function readKind(node: OpenNode): string | undefined {
  const kind = text(node, "kind");
  if (kind === undefined || kindForm.test(kind)) return kind;
  refuse(at(node, "kind"), shown(kind), "1–16 chữ thường không dấu, chữ số, dấu -, như cbcc");
  return undefined;
}
