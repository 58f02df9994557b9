import type { AgendaSource, NewItem } from "../../council/agenda.ts";
import type { CouncilFacts } from "../../council/council.ts";
import type { CouncilPack } from "../../council/pack.ts";

/** Facts that only the council and the approval need. */
export type CouncilNeed =
  /** With `verify`, a closing is compared with the figures even when nothing points to a change. */
  | { readonly kind: "council"; readonly verify: boolean }
  | { readonly kind: "agendaSources" }
  | { readonly kind: "councilPack" }
  | { readonly kind: "figuresHash" };

/** What was found for them. */
export interface CouncilFound {
  readonly council?: CouncilFacts | null;
  readonly agendaSources?: {
    readonly sources: readonly AgendaSource[];
    /** The items there are, by where they come from. */
    readonly known: readonly Pick<NewItem, "source" | "key">[];
  };
  readonly councilPack?: CouncilPack | null;
  /** SHA-256 of all figures as they are now. */
  readonly figuresHash?: string | null;
}
