/** A list for the survey is being written: lines of people, or who is to be taken off. */
export type RespondentPosition =
  | { readonly flow: "respondents"; readonly step: "lines" | "remove"; readonly of: string }
  | {
      readonly flow: "respondents";
      readonly step: "confirm";
      readonly of: string;
      /** Id of who is to be taken off. */
      readonly person: string;
    };
