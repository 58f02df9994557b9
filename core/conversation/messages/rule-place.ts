import type { Code, DecimalText, Leaf, NotApplicablePolicy, Rule } from "../../scheme/scheme.ts";

/** What a rule's sentence must know about the leaf, or about the part of a sum, it stands on. */
export interface RulePlace {
  readonly max: DecimalText;
  /** The code of the node above the leaf, which a gate may zero. */
  readonly parentCode: Code;
  readonly notApplicable: NotApplicablePolicy;
}

/** One writer for each kind of rule. */
export type RuleWriters = {
  readonly [Kind in Rule["kind"]]: (rule: RuleOf<Kind>, place: RulePlace) => string;
};

/** The rule of one kind. */
export type RuleOf<Kind extends Rule["kind"]> = Extract<Rule, { readonly kind: Kind }>;

/** The place of a leaf's own rule. */
export function placeOf({ code, max, notApplicable }: Leaf): RulePlace {
  return { max, notApplicable, parentCode: code.split(".").slice(0, -1).join(".") };
}

/** Lets the writer of the rule's own kind write it. */
export function writeRule(writers: RuleWriters, rule: Rule, place: RulePlace): string {
  // The table has, under each kind, the writer of just that kind.
  const write = writers[rule.kind] as (rule: Rule, place: RulePlace) => string;
  return write(rule, place);
}
