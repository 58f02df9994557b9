/** Numbers in ascending order, runs of three or more drawn together: "1–9, 12". */
export function numberRanges(numbers: readonly number[]): string {
  const runs: { readonly first: number; last: number }[] = [];
  for (const number of numbers) {
    const run = runs.at(-1);
    if (run && run.last + 1 === number) run.last = number;
    else runs.push({ first: number, last: number });
  }
  return runs
    .flatMap(({ first, last }) => {
      if (last - first > 1) return [`${first}–${last}`];
      return first === last ? [String(first)] : [String(first), String(last)];
    })
    .join(", ");
}
