/** Why the draft cannot be changed now. */
export type WriteRefusal =
  | { readonly kind: "noRight" }
  | { readonly kind: "notYet"; readonly opensAt: string }
  | { readonly kind: "closed"; readonly closesAt: string }
  | { readonly kind: "submitted"; readonly at: string; readonly by: string };
