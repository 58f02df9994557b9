const gcd = (a, b) => (b === 0n ? (a < 0n ? -a : a) : gcd(b, a % b));
/** n / d. */
export function fraction(n, d = 1n) {
  const sign = d < 0n ? -1n : 1n;
  const common = gcd(n, d) || 1n;
  return { n: (sign * n) / common, d: (sign * d) / common };
}
/** A decimal or number of a file. */
export function read(value) {
  const [whole = "", rest = ""] = String(value).split(".");
  return fraction(BigInt(whole + rest), 10n ** BigInt(rest.length));
}
/** a + b. */
export const add = (a, b) => fraction(a.n * b.d + b.n * a.d, a.d * b.d);
/** a - b. */
export const sub = (a, b) => add(a, { n: -b.n, d: b.d });
/** a × b. */
export const mul = (a, b) => fraction(a.n * b.n, a.d * b.d);
/** a / b. */
export const div = (a, b) => fraction(a.n * b.d, a.d * b.n);
/** Whether a < b. */
export const less = (a, b) => a.n * b.d < b.n * a.d;
/** Whether a = b. */
export const same = (a, b) => a.n === b.n && a.d === b.d;
/** The greatest whole number not above it. */
export const floor = (a) => (a.n - (((a.n % a.d) + a.d) % a.d)) / a.d;
/** Rounded half up to so many decimals. */
export function round(a, decimals) {
  const scale = 10n ** BigInt(decimals);
  return fraction(floor(add(mul(a, fraction(scale)), fraction(1n, 2n))), scale);
}
/** Written with exactly so many decimals; it has no more. */
export function write(a, decimals) {
  const units = floor(mul(a, fraction(10n ** BigInt(decimals))));
  const digits = (units < 0n ? -units : units).toString().padStart(decimals + 1, "0");
  const cut = digits.length - decimals;
  const text = decimals === 0 ? digits : `${digits.slice(0, cut)}.${digits.slice(cut)}`;
  return units < 0n ? `-${text}` : text;
}
/** Nothing and one. */
export const nil = fraction(0n);
export const unit = fraction(1n);
