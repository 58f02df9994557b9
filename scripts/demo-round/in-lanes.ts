/** Works through a list, so many at a time; the first error ends it. */
export async function inLanes<T>(
  items: readonly T[],
  lanes: number,
  work: (item: T, place: number) => Promise<void>,
): Promise<void> {
  const waiting = items.entries();
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      for (const [place, item] of waiting) await work(item, place);
    }),
  );
}
