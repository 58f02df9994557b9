import type { RoundFacts, RoundMarks } from "../../../round/round.ts";
import type { WriteRefusal } from "../../write-refusal.ts";

/** What may be said in any flow. */
export interface CommonMessages {
  notUnderstood(): string;
  staleButton(): string;
  unreadable(): string;
  noRound(): string;
  notAllowed(): string;
  onlyOwnAgency(): string;
  noSuchCode(code: string): string;
  whichCode(): string;
  refusedWrite(refusal: WriteRefusal): string;
  typedWas(typed: string): string;
}

/** Labels of buttons: short, a verb where one fits. */
export interface ButtonMessages {
  yes(): string;
  no(): string;
  menu(): string;
  begin(): string;
  beginScoring(): string;
  goOn(): string;
  next(): string;
  list(): string;
  progress(): string;
  progressAll(): string;
  submit(): string;
  confirmSubmit(): string;
  notYet(): string;
  ranking(): string;
  ownResult(): string;
  links(): string;
  newCode(): string;
  help(): string;
  otherLanguage(): string;
  guide(): string;
  skip(): string;
  back(): string;
  stop(): string;
  notApplicable(): string;
  answer(): string;
  answerAgain(): string;
  change(): string;
  changeFigures(): string;
  addEvidence(): string;
  evidence(): string;
  explain(): string;
  sendDocument(): string;
  otherDocument(): string;
  cite(): string;
  upload(): string;
  openUploadPage(): string;
  later(): string;
  wholeDocument(): string;
  why(): string;
  whyIndex(): string;
  whyCode(code: string): string;
  openCode(code: string): string;
  box(box: { readonly label: string; readonly isMarked: boolean }): string;
  markAll(): string;
  markDone(count: number): string;
  noFigure(none: "baseline" | "breach" | "allBreaches"): string;
  neverDone(): string;
  keepTheirs(by: string): string;
  useMine(): string;
  pageBack(): string;
  pageOn(): string;
}

/** What a chat hears that belongs to nobody yet: nothing about the province. */
export interface RegisterMessages {
  askCode(): string;
  notACode(): string;
  refused(why: "unknown" | "expired" | "used" | "locked"): string;
  welcome(person: { readonly name: string; readonly agencyName: string }): string;
}

/** The greeting and the way out. */
export interface MenuMessages {
  greeting(facts: {
    readonly name: string;
    readonly agencyName: string;
    readonly round: RoundFacts;
    readonly now: string;
    readonly refusal: WriteRefusal | null;
    readonly answered: number;
    readonly total: number;
    readonly withoutProof: number;
  }): string;
  greetingReader(facts: {
    readonly name: string;
    readonly agencyName: string;
    readonly seesAll: boolean;
    readonly marks: RoundMarks;
  }): string;
  stopped(code: string | null): string;
}
