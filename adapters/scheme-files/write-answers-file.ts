import { LosslessNumber, stringify } from "lossless-json";
import { type RawValue, isRawList, isRawNumber, isRawObject } from "../../core/scheme/raw-value.ts";

/** The text of an answers file: JSON, every number as it was kept. */
export function answersJson(answers: RawValue): string {
  return `${stringify(written(answers), null, 1) ?? ""}\n`;
}

function written(value: RawValue): unknown {
  if (isRawNumber(value)) return new LosslessNumber(value.source);
  if (isRawList(value)) return value.map(written);
  if (!isRawObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, written(each)]));
}
