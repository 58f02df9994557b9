/** How states were stored before one leaf could ask several questions. */
export type StateV1 = { readonly v: 1; readonly warned?: string } & (
  | { readonly flow: "menu" }
  | {
      readonly flow: "selfScore";
      readonly step: "answer" | "view";
      readonly code: string;
      readonly seen?: string;
      /** The only fact of a leaf that could be half given: the first figure of a share. */
      readonly done?: string;
    }
  | { readonly flow: "evidence"; readonly code: string; readonly wanted?: string }
);

/** Carries a talk stored by the first version over; nothing that was typed is lost. */
export function upgradeV1(old: StateV1): Readonly<Record<string, unknown>> {
  const kept = { v: 2, ...(old.warned !== undefined && { warned: old.warned }) } as const;
  switch (old.flow) {
    case "selfScore": {
      if (old.step === "view") return { ...kept, flow: "selfScore", step: "view", code: old.code };
      const given = old.done === undefined ? {} : { "pair.first": old.done };
      return {
        ...kept,
        flow: "selfScore",
        step: "ask",
        code: old.code,
        seen: old.seen ?? "",
        given,
      };
    }
    case "evidence": {
      const wanted = old.wanted ?? null;
      return { ...kept, flow: "evidence", step: "file", code: old.code, wanted, later: [] };
    }
    case "menu":
    // What is stored is data, whatever the type says: a step nobody knows begins again.
    // eslint-disable-next-line no-fallthrough -- as said
    default:
      return { ...kept, flow: "menu", step: "idle" };
  }
}
