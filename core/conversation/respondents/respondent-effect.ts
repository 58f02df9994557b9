import type { Respondent } from "../../survey/read-respondents.ts";

/** What officers do with their agency's list for the survey. */
export type RespondentEffect =
  | {
      readonly kind: "addRespondents";
      /** The round's word for the group of people. */
      readonly of: string;
      readonly people: readonly Respondent[];
    }
  | { readonly kind: "removeRespondent"; readonly id: string };
