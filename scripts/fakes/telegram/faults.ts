import type { Payload } from "./wire.ts";

/** How coming calls of a method go wrong. */
export interface Fault {
  /** HTTP status; the error code when left out. */
  readonly status?: number;
  readonly error_code?: number;
  readonly description?: string;
  readonly retry_after?: number;
  /** How many calls; 1 when left out. */
  readonly times?: number;
  /** Holds the answer back; with nothing else the call then succeeds. */
  readonly delayMs?: number;
  /** Cuts the connection before the call does anything, or after it has done everything. */
  readonly dropConnection?: "before" | "after" | boolean;
  /** Answers with this text instead of JSON, as a gateway does. */
  readonly body?: string;
  /** Only calls whose parameters fit. */
  readonly when?: (payload: Payload) => boolean;
}

/** The faults ordered for a bot's methods. */
export interface Faults {
  add(method: string, fault: Fault): void;
  /** Takes the fault that this call meets, if any. */
  take(method: string, payload: Payload): Fault | undefined;
}

/** Opens an empty list of faults. */
export function openFaults(): Faults {
  const waiting: { method: string; fault: Fault; left: number }[] = [];
  return {
    add(method, fault) {
      waiting.push({ method, fault, left: fault.times ?? 1 });
    },
    take(method, payload) {
      if (waiting.length === 0) return undefined;
      const index = waiting.findIndex(
        (each) => each.method === method && (each.fault.when?.(payload) ?? true),
      );
      const met = waiting[index];
      if (!met) return undefined;
      met.left -= 1;
      if (met.left <= 0) waiting.splice(index, 1);
      return met.fault;
    },
  };
}
