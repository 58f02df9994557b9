import type { RedeemedCode } from "../core/conversation/world.ts";

/** What is asked of the register of one-time codes while a source has it alone. */
export interface CodeDesk {
  /** Says whose code was typed and whether it may be used; writes nothing. */
  check(typed: TypedCode): Promise<RedeemedCode>;
  /** Counts a wrong code against its source. */
  noteWrong(source: string, now: Date): Promise<void>;
  /** Uses the code up; null when somebody else was faster. */
  use(codeId: string, now: Date): Promise<string | null>;
}

/** The register of one-time codes, seen from a web login. */
export interface CodeRegister {
  /** Lets one login at a time from one source go ahead, in one transaction. */
  atSource<T>(source: string, work: (desk: CodeDesk) => Promise<T>): Promise<T>;
}

/** A typed code with where it was typed: a chat, or an address without its readable form. */
export interface TypedCode {
  readonly code: string;
  readonly source: string;
  readonly now: Date;
}

/** What a login by code leads to. */
export type Redemption =
  | {
      readonly kind: "good";
      readonly staffId: string;
      readonly name: string;
      readonly agencyName: string;
    }
  | { readonly kind: "unknown" | "expired" | "used" | "locked" };

/**
 * Checks a typed code and uses it up. Of any number of redemptions at once exactly one is good;
 * the others are told that it was used. A wrong code counts against its source.
 */
export async function redeemCode(codes: CodeRegister, typed: TypedCode): Promise<Redemption> {
  return codes.atSource(typed.source, async (desk) => {
    const checked = await desk.check(typed);
    if (checked.kind === "locked") return checked;
    if (checked.kind !== "good") {
      await desk.noteWrong(typed.source, typed.now);
      return checked;
    }
    const staffId = await desk.use(checked.codeId, typed.now);
    if (staffId === null) return { kind: "used" };
    return { kind: "good", staffId, name: checked.name, agencyName: checked.agencyName };
  });
}
