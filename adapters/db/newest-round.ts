/** The round whose results are shown: the newest real one that was announced and is not archived. */
export const newestRoundSql = `(
  select id from rounds where stage not in ('draft', 'archived') and not is_training
   order by year desc, created_at desc limit 1)`;
