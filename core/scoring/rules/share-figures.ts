import { type Rational, dividedBy, hundred, times, writeFigure } from "../../rational.ts";
import type { ShareFigures } from "../trace.ts";

/** Writes a share with its exact percent; the total is above 0. */
export function shareFigures(done: Rational, total: Rational): ShareFigures {
  return {
    done: writeFigure(done),
    total: writeFigure(total),
    percent: writeFigure(times(dividedBy(done, total), hundred)),
  };
}
