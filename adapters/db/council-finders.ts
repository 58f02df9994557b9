import type pg from "pg";
import type { CouncilNeed } from "../../core/conversation/council/council-found.ts";
import type { FoundFacts } from "../../usecases/ports.ts";
import { findAgendaSources } from "./agenda-sources.ts";
import { hashFigures, readFiguresText } from "./council-figures.ts";
import { readCouncilPack } from "./council-pack.ts";
import { findCouncilRound, readCouncil } from "./council-repository.ts";

interface FindContext {
  readonly db: pg.Pool;
}

type Need<Kind extends CouncilNeed["kind"]> = Extract<CouncilNeed, { kind: Kind }>;

/** Finders of what the council and the approval need. */
export const councilFinders = {
  council: async (context: FindContext, { verify }: Need<"council">): Promise<FoundFacts> => {
    const roundId = await findCouncilRound(context.db);
    const council = roundId === null ? null : await readCouncil(context.db, roundId, verify);
    return { found: { council } };
  },
  agendaSources: async ({ db }: FindContext): Promise<FoundFacts> => {
    const roundId = await findCouncilRound(db);
    if (roundId === null) return { found: {} };
    return { found: { agendaSources: await findAgendaSources(db, roundId) } };
  },
  councilPack: async ({ db }: FindContext): Promise<FoundFacts> => {
    const roundId = await findCouncilRound(db);
    const councilPack = roundId === null ? null : await readCouncilPack(db, roundId);
    return { found: { councilPack } };
  },
  figuresHash: async ({ db }: FindContext): Promise<FoundFacts> => {
    const roundId = await findCouncilRound(db);
    if (roundId === null) return { found: { figuresHash: null } };
    return { found: { figuresHash: hashFigures(await readFiguresText(db, roundId)) } };
  },
};
