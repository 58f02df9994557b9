import { createHash } from "node:crypto";
import { openRandom } from "../../prisma/seed/random.ts";
import { leafCode } from "./drill-scheme.ts";

/** How a drill is to run. */
export interface DrillOptions {
  readonly minutes: number;
  readonly backend: "redis" | "postgresql";
  readonly agencies: number;
  /** Officers of each agency, who finish at once; each agency also has a leader who only listens. */
  readonly people: number;
  readonly seed: number;
}

/** What one person is going to do; the seed decides all of it. */
export interface PersonPlan {
  /** Telegram's id of the person and of the chat. */
  readonly id: number;
  /** Place of the agency, from 0. */
  readonly agency: number;
  readonly tasks: readonly Task[];
  /** The first of each agency hands in when the others have finished. */
  readonly handsIn: boolean;
  /** Blocks the bot at once after the last file was sent. */
  readonly blocks: boolean;
  /** Decides what is left to chance while the person is at it. */
  readonly seed: number;
}

/** One criterion to finish: the figures, then the proof. */
export interface Task {
  readonly code: string;
  readonly done: number;
  readonly proof: Proof;
}

/** A proof, unlike every other of the drill. */
export type Proof =
  | {
      readonly kind: "file";
      readonly name: string;
      readonly bytes: Buffer;
      readonly sha256: string;
      readonly slow: boolean;
    }
  | { readonly kind: "document"; readonly number: string };

/** Of how many the figures are counted. */
export const taskTotal = 20;
const firstId = 6_000_000_001;
/** So many agencies have one who blocks the bot. */
const agenciesPerBlocker = 20;

/** How many criteria each person has left: one a minute, so that a longer drill has more to do. */
export function leavesEach(minutes: number): number {
  return Math.max(1, Math.min(40, Math.round(minutes)));
}

/** Telegram's id of an agency's leader. */
export function leaderId(options: DrillOptions, agency: number): number {
  return firstId + options.agencies * options.people + agency;
}

/** Lays down what everybody does. */
export function planDrill(options: DrillOptions): readonly PersonPlan[] {
  const { agencies, people, seed } = options;
  return Array.from({ length: agencies * people }, (_, index) => {
    const agency = Math.floor(index / people);
    const place = index % people;
    const blocks = place > 0 && place === people - 1 && agency % agenciesPerBlocker === 7;
    const random = openRandom(seed * 1_000_003 + index);
    const leaves = leavesEach(options.minutes);
    const tasks = Array.from({ length: leaves }, (_, leaf) => {
      const mustBeFile = blocks && leaf === leaves - 1;
      const isFile = mustBeFile || random.chance(0.4);
      return {
        code: leafCode(place, leaf),
        done: random.whole(16, taskTotal),
        proof: isFile
          ? aFile(`${String(seed)}-${String(index)}-${String(leaf)}`, random.chance(0.15))
          : aDocument(index, leaf),
      };
    });
    const own = { seed: random.whole(1, 2 ** 31 - 1), handsIn: place === 0, blocks };
    return { id: firstId + index, agency, tasks, ...own };
  });
}

function aDocument(index: number, leaf: number): Proof {
  return { kind: "document", number: `${String(index * 100 + leaf + 1)}/BC-DT` };
}

function aFile(mark: string, slow: boolean): Proof {
  const body = `%PDF-1.7\n% ${mark}\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\n`;
  const bytes = Buffer.from(
    `${body}\ntrailer<</Root 1 0 R/Size 4>>\nstartxref\n${String(body.length)}\n%%EOF\n`,
    "latin1",
  );
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return { kind: "file", name: `Bằng chứng ${mark}.pdf`, bytes, sha256, slow };
}
