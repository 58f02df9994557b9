import type { Leaf } from "../../scheme/scheme.ts";
import { keyOf } from "../choice-keys.ts";
import type { ConversationState, Memory } from "../conversation-state.ts";
import type { Effect } from "../effect.ts";
import { refuseWrite } from "../refuse-write.ts";
import type { ChatInput, IncomingFile } from "../turn.ts";
import {
  type ChatTurn,
  type Work,
  codeOf,
  isAt,
  moveTo,
  receiptAt,
  stay,
  together,
  turn,
} from "../talk.ts";
import { repeatQuestion } from "../self-score/ask-leaf.ts";
import { whyNotWritable } from "../writing.ts";
import { askForProof, firstMissing, warnOnce } from "./ask-for-proof.ts";
import { leafForProof } from "./leaf-for-proof.ts";

type FileInput = Extract<ChatInput, { readonly kind: "file" }>;

/** The largest file that is taken at all, in bytes; larger ones than the channel's come by web. */
const largestBytes = 100 * 1024 * 1024;

/** Takes a file for the leaf and the wanted document it belongs to. */
export function takeFile(work: Work, input: FileInput): ChatTurn {
  const target = targetOf(work.state, input);
  const refusal = whyNotWritable(work, target?.code ?? null);
  if (refusal) return refuseWrite(work, refusal, input.file.name);
  if (!target) return askWhere(work, input.file.name);
  const leaf = leafForProof(work, target.code);
  if (!leaf.ok) return stay(work, leaf.error);
  const { wanted = firstMissing(work, leaf.value) } = target;
  return takeForLeaf(work, leaf.value, { input, wanted });
}

function takeForLeaf(
  work: Work,
  leaf: Leaf,
  { input, wanted }: { readonly input: FileInput; readonly wanted: string | null },
): ChatTurn {
  const { say } = work.world;
  const { size } = input.file;
  if (size !== null && size > largestBytes) {
    return stay(work, say.evidence.tooLarge({ name: input.file.name, maxBytes: largestBytes }));
  }
  if (size !== null && size > work.world.channel.maxFileBytes && !input.target) {
    return openUpload(work, leaf, wanted, input.file);
  }
  return attach(work, leaf, { input, wanted });
}

/** Gives a one-time page on which a file may be sent for the leaf. */
export function openUpload(
  work: Work,
  { code }: Leaf,
  wanted: string | null,
  tooLarge: IncomingFile | null,
): ChatTurn {
  const { say, publicUrl, fresh, channel } = work.world;
  const text =
    tooLarge === null
      ? say.evidence.uploadPage()
      : say.evidence.tooLargeHere({ name: tooLarge.name, maxBytes: channel.maxFileBytes });
  const link = { label: say.buttons.openUploadPage(), url: `${publicUrl}/upload/${fresh.token}` };
  const effect: Effect = { kind: "openUpload", code, wanted, token: fresh.token };
  return turn(work.state, [{ text, link }], [effect]);
}

interface Target {
  readonly code: string;
  /** Left out when nobody has said which document it is. */
  readonly wanted?: string | null;
}

/** Files of one album follow the first; a file goes where the talk is; otherwise nowhere. */
function targetOf(state: ConversationState, { target, group }: FileInput): Target | null {
  if (target) return target;
  const { album } = state;
  if (album && group !== null && album.group === group) return album;
  const code = codeOf(state);
  if (code === null) return null;
  return "wanted" in state ? { code, wanted: state.wanted } : { code };
}

function askWhere(work: Work, name: string): ChatTurn {
  const { say } = work.world;
  return stay(work, say.evidence.whichLeaf(name), [
    [{ key: keyOf("list"), label: say.buttons.list() }],
  ]);
}

interface Attached {
  readonly input: FileInput;
  readonly wanted: string | null;
}

function attach(work: Work, leaf: Leaf, { input, wanted }: Attached): ChatTurn {
  const { say } = work.world;
  const receipt = receiptAt(work.world);
  const { warning, memory } = warnOnce(work);
  const received = say.evidence.received({
    code: leaf.code,
    fileName: input.file.name,
    wanted: leaf.evidence.find(({ key }) => key === wanted)?.name ?? null,
    receipt,
  });
  const text = warning === null ? received : `${received}\n\n${warning}`;
  const place = placeOf(work.state, input);
  const album = albumWith(leaf, { input, wanted }, place);
  const next: Work = { ...work, state: { ...work.state, ...memory, ...album } };
  const effects: Effect[] = [
    { kind: "attachFile", code: leaf.code, wanted, file: input.file, receipt },
  ];
  return together({ text }, afterFile(next, leaf, { wanted, place, receipt }), [
    ...effects,
    ...(place === "" ? [] : [placing(receipt, place)]),
  ]);
}

function albumWith({ code }: Leaf, { input: { group }, wanted }: Attached, place: string): Memory {
  return group === null ? {} : { album: { group, code, wanted, ...(place !== "" && { place }) } };
}

/** Words sent along with a file, or with one of its album, tell where in it the proof stands. */
function placeOf({ album }: ConversationState, { caption, group }: FileInput): string {
  const own = caption.normalize("NFC").trim().slice(0, 300);
  if (own !== "" || group === null || album?.group !== group) return own;
  return album.place ?? "";
}

function placing(receipt: string, place: string): Effect {
  return { kind: "placeEvidence", evidenceIds: [], receipts: [receipt], place };
}

interface Received {
  readonly wanted: string | null;
  readonly place: string;
  readonly receipt: string;
}

function afterFile(work: Work, leaf: Leaf, { wanted, place, receipt }: Received): ChatTurn {
  const { state } = work;
  if (isAt(state, "selfScore", "ask")) return repeatQuestion({ ...work, state });
  const isElsewhere = codeOf(state) !== leaf.code;
  if (isElsewhere || (state.flow === "selfScore" && state.step !== "view")) return turn(state, []);
  return place === "" ? askPlaceToo(work, leaf, wanted, receipt) : proofAfter(work, leaf, wanted);
}

/** Files that come while the place of earlier ones is asked share its answer. */
function askPlaceToo(work: Work, leaf: Leaf, wanted: string | null, receipt: string): ChatTurn {
  const { state } = work;
  const open = isAt(state, "evidence", "place") && state.wanted === wanted ? state.receipts : [];
  return askPlace(work, leaf, wanted, [...open, receipt]);
}

/** Asks for what the leaf lacks after one of its documents was given. */
export function proofAfter(work: Work, leaf: Leaf, wanted: string | null): ChatTurn {
  const facts = work.draft.leaves.get(leaf.code);
  const later = isAt(work.state, "evidence", "file") ? work.state.later : [];
  const now = {
    points: facts?.points ?? null,
    explanation: facts?.explanation ?? null,
    receipt: facts?.receipt ?? "",
  };
  return askForProof(work, leaf, now, { given: [wanted], later });
}

/** Asks in which section and on which page of the documents the proof stands. */
export function askPlace(
  work: Work,
  leaf: Leaf,
  wanted: string | null,
  receipts: readonly string[],
): ChatTurn {
  const { say } = work.world;
  const state = moveTo(work.state, {
    ...{ flow: "evidence", step: "place", code: leaf.code },
    ...{ wanted, receipts },
  });
  const choices = [
    [{ key: keyOf("whole", leaf.code), label: say.buttons.wholeDocument() }],
    [{ key: keyOf("cancel"), label: say.buttons.stop() }],
  ];
  return turn(state, [{ text: say.evidence.askPlace(receipts.length), choices }]);
}
