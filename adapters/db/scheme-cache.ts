import type pg from "pg";
import type { Scheme } from "../../core/scheme/scheme.ts";

/** Schemes by the id of their version; a version never changes, so it is read once. */
export interface SchemeCache {
  /**
   * Reads a version, once.
   *
   * @throws {Error} When there is no such version.
   */
  get(schemeId: string): Promise<Scheme>;
}

/** Keeps every scheme that was read for as long as the process lives. */
export function openSchemeCache(db: pg.Pool): SchemeCache {
  const known = new Map<string, Scheme>();
  return {
    async get(schemeId) {
      const cached = known.get(schemeId);
      if (cached) return cached;
      const { rows } = await db.query<{ body: Scheme; frozen: boolean }>(
        "select body, frozen_at is not null as frozen from schemes where id = $1",
        [schemeId],
      );
      const row = rows[0];
      if (!row) throw new Error(`No scheme version ${schemeId}`);
      if (row.frozen) known.set(schemeId, row.body);
      return row.body;
    },
  };
}
