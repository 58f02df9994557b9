/** Marks a number that a file wrote without quotes; no file can produce this key. */
const numberMark: unique symbol = Symbol("number");

/** A number as the file wrote it, never read through a binary float: "0.50", "1e3", "12". */
export interface RawNumber {
  readonly [numberMark]: true;
  readonly source: string;
}

/** An object of a file; its keys are own properties, whatever their names. */
export interface RawObject {
  readonly [key: string]: RawValue;
}

/**
 * What a YAML, JSON or Excel file holds, before anything is checked: plain data whose unquoted
 * numbers are kept by their source text. An `Answer` is one too.
 */
export type RawValue =
  null | boolean | string | RawNumber | readonly RawValue[] | RawObject | undefined;

/** Keeps a number by its source text: what a file's reader makes of an unquoted number. */
export function rawNumber(source: string): RawNumber {
  return { [numberMark]: true, source };
}

/** Tells a kept number from an object with keys. */
export function isRawNumber(value: RawValue): value is RawNumber {
  return typeof value === "object" && value !== null && numberMark in value;
}

/** Tells a list. */
export function isRawList(value: RawValue): value is readonly RawValue[] {
  return Array.isArray(value);
}

/** Tells an object with keys. */
export function isRawObject(value: RawValue): value is RawObject {
  return (
    typeof value === "object" && value !== null && !Array.isArray(value) && !isRawNumber(value)
  );
}

/** Reads an own key; undefined when it is absent, also for names such as "constructor". */
export function keyOf(value: RawObject, key: string): RawValue {
  return Object.hasOwn(value, key) ? value[key] : undefined;
}
