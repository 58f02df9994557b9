/** A document named instead of sent: its number, date and issuer. */
export interface DocumentReference {
  readonly number: string;
  /** YYYY-MM-DD. */
  readonly date: string;
  readonly issuer: string;
}
