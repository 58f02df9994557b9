import type { Code } from "../../scheme/scheme.ts";

/** A leader signs or gives back, an officer answers, a person enrols an app or has it reset, a leader delegates. */
export type SignOffPosition =
  /** The digest of the draft as it stood at `draftVersion` is shown. */
  | { readonly flow: "signOff"; readonly step: "review"; readonly draftVersion: number }
  /** Why nobody else entered anything is asked. */
  | { readonly flow: "signOff"; readonly step: "reason"; readonly draftVersion: number }
  | {
      readonly flow: "signOff";
      readonly step: "factor";
      readonly draftVersion: number;
      readonly reason: string | null;
    }
  | { readonly flow: "signOff"; readonly step: "codes" }
  | { readonly flow: "signOff"; readonly step: "comment"; readonly codes: readonly Code[] }
  | { readonly flow: "signOff"; readonly step: "answer"; readonly code: Code }
  | { readonly flow: "factor"; readonly step: "prove" }
  /** People of an agency whose second factor could be reset are listed. */
  | { readonly flow: "resetFactor"; readonly step: "choose"; readonly agencyCode: string }
  /** Why it is reset is asked. */
  | {
      readonly flow: "resetFactor";
      readonly step: "reason";
      readonly agencyCode: string;
      readonly staffId: string;
    }
  | {
      readonly flow: "delegate";
      readonly step: "terms";
      readonly actingId: string;
      readonly name: string;
      readonly from: string | null;
      readonly until: string | null;
    };
