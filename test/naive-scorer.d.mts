/** A second, independent reading of the contract: the result's agencies, without hashes. */
export function naiveScores(scheme: object, answers: object): unknown;
