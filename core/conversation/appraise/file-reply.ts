import type { Code } from "../../scheme/scheme.ts";
import { type ChatTurn, type Talk, stay, turn } from "../talk.ts";
import type { Choice } from "../turn.ts";
import { type ShownEvidence, linked } from "./appraisal-board.ts";

/** The most files of one card that have a button each. */
const mostFiles = 6;

/** What the files belong to, in both appraisals. */
export interface FilesOf {
  readonly agencyName: string;
  readonly code: Code;
  readonly evidence: readonly ShownEvidence[];
  readonly filesInChat: boolean;
}

/** A button for each file that is kept, where the round allows files in the chat. */
export function fileRows(
  { world }: Talk,
  { evidence, filesInChat }: Pick<FilesOf, "evidence" | "filesInChat">,
  keyOfFile: (receipt: string) => string,
): readonly (readonly Choice[])[] {
  if (!filesInChat) return [];
  const kept = evidence.slice(0, mostFiles).filter(({ path }) => path !== null);
  return kept.map((item) => [
    {
      key: keyOfFile(item.receipt),
      label: world.say.appraise.buttons.file(item.fileName ?? item.receipt),
    },
  ]);
}

/**
 * Hands one file out in the chat itself; where the channel cannot send files the link opens it. The
 * place of the talk does not change.
 */
export function handOut(talk: Talk, of: FilesOf, receipt: string, back: Choice): ChatTurn {
  const { say, publicUrl } = talk.world;
  if (!of.filesInChat) return stay(talk, say.appraise.noFilesInChat(), [[back]]);
  const file = linked(of.evidence, publicUrl).find(({ item }) => item.receipt === receipt);
  if (!file?.url) return stay(talk, say.common.staleButton(), [[back]]);
  const { item, url } = file;
  return turn(talk.state, [
    {
      text: say.appraise.file({ agencyName: of.agencyName, code: of.code, item }),
      document: { evidenceId: item.id, staffId: talk.me.staffId },
      link: { label: say.appraise.buttons.openFile(), url },
      choices: [[back]],
    },
  ]);
}
