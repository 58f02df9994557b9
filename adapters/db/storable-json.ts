/** Text that PostgreSQL's JSON cannot hold: the character zero, and halves of a pair. */
const unstorable = /\\u(?:0000|d[89a-f])/i;

const loneHalf = /\p{Surrogate}/gu;

/** A payload that could never be stored would come again for ever: such characters are left out. */
export function storableJson(payload: unknown): string {
  const json = JSON.stringify(payload) as string | undefined;
  if (json === undefined) return "null";
  if (!unstorable.test(json)) return json;
  return JSON.stringify(payload, (_key, value: unknown) =>
    typeof value === "string" ? value.replaceAll("\0", "").replaceAll(loneHalf, "\ufffd") : value,
  );
}
