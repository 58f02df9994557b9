/** Writes ten-thousandths with a point and four decimals: 638_400n is "63.8400". */
export function formatTenThousandths(value: bigint): string {
  const digits = (value < 0n ? -value : value).toString().padStart(5, "0");
  return `${value < 0n ? "-" : ""}${digits.slice(0, -4)}.${digits.slice(-4)}`;
}
