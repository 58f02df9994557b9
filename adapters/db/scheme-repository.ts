import type { Scheme } from "../../core/scheme/scheme.ts";
import type { Prisma, PrismaClient } from "./generated/client.ts";

/** One kept version of a scheme. */
export interface KeptScheme {
  readonly version: number;
  readonly hash: string;
  readonly scheme: Scheme;
  /** True once a round uses it: it will never change again. */
  readonly isFrozen: boolean;
}

/** The schemes in PostgreSQL, numbered from 1 for each id; equal content is one version. */
export interface SchemeRepository {
  /** The newest version; undefined when there is no such scheme. */
  findScheme(id: string): Promise<KeptScheme | undefined>;
  /** Keeps the content as the next version, unless it is one already. */
  saveScheme(scheme: Scheme, hash: string): Promise<{ readonly version: number }>;
}

/** Opens the schemes of a database. */
export function schemesIn(db: PrismaClient): SchemeRepository {
  return {
    async findScheme(id) {
      const row = await db.schemeVersion.findFirst({
        where: { scheme: id },
        orderBy: { version: "desc" },
      });
      if (!row) return undefined;
      const { version, hash, body, frozenAt } = row;
      // Only schemes that were read and checked are ever kept.
      return { version, hash, scheme: body as unknown as Scheme, isFrozen: frozenAt !== null };
    },
    saveScheme: (scheme, hash) => db.$transaction((tx) => saveScheme(tx, scheme, hash)),
  };
}

async function saveScheme(
  tx: Prisma.TransactionClient,
  scheme: Scheme,
  hash: string,
): Promise<{ readonly version: number }> {
  const id = scheme.scheme;
  // Two imports at once take turns, so that their numbers follow each other.
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${id}, 1))`;
  const known = await tx.schemeVersion.findUnique({ where: { scheme_hash: { scheme: id, hash } } });
  if (known) return known;
  const { _max: max } = await tx.schemeVersion.aggregate({
    where: { scheme: id },
    _max: { version: true },
  });
  const { group, year, title } = scheme;
  return tx.schemeVersion.create({
    data: {
      ...{ scheme: id, version: (max.version ?? 0) + 1, groupCode: group, year, title, hash },
      body: scheme as unknown as Prisma.InputJsonObject,
    },
  });
}
