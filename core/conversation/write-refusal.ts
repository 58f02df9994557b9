/** Why the draft cannot be changed now. */
export type WriteRefusal =
  /** The province has declared that the leaf does not apply to the agency. */
  | { readonly kind: "leftOut"; readonly code: string; readonly reason: string }
  | { readonly kind: "noRight" }
  | { readonly kind: "notYet"; readonly opensAt: string }
  | { readonly kind: "closed"; readonly closesAt: string }
  /** The draft is closed, and appraised values may be explained until then. */
  | { readonly kind: "explaining"; readonly closesAt: string }
  | { readonly kind: "submitted"; readonly at: string; readonly by: string };
