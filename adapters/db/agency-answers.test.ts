import { expect, it } from "vitest";
import { agencyAnswers } from "./agency-answers.ts";

const nobody = { agency_id: "a", code: "STC", name: "Sở Tài chính", group_code: "so" };

it("counts what was decided later before what was given first", () => {
  const answers = agencyAnswers({
    ...nobody,
    leaves: [{ code: "1.1", answer: { level: "2" }, set: null, na: null }],
    given: [
      { code: "1.1", source: "appraiser", body: { level: "1" } },
      { code: "1.2", source: "external", body: { level: "3" } },
    ],
    declared: [],
  });
  expect(answers["answers"]).toEqual({
    "1.1": { level: "2" },
    "1.2": { level: "3" },
  });
});
