import { GrammyError, HttpError } from "grammy";
import { SendError } from "../../../usecases/ports.ts";
import { describeTelegramError } from "./describe-telegram-error.ts";
import { fieldOf } from "./field-of.ts";

/** Faults of a connection that was never made, so that nothing can have arrived. */
const neverConnected = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
]);

/** A token that Telegram does not know is put right by a person; replies wait for that. */
const tokenRetryMs = 60_000;

/**
 * Says what a failed call means for the outbox. Neither the token nor the message is in the
 * error: grammY's own errors carry both, so they are not kept as its cause.
 *
 * @param hasPartArrived True when an earlier part of the same reply was taken.
 * @returns A `SendError`, or what was thrown when it did not come from the Bot API.
 */
export function asSendError(cause: unknown, token: string, hasPartArrived = false): unknown {
  if (cause instanceof GrammyError) return refused(cause, token, hasPartArrived);
  if (cause instanceof HttpError) return unanswered(cause, token, hasPartArrived);
  return cause;
}

function refused(cause: GrammyError, token: string, hasPartArrived: boolean): SendError {
  const { error_code: code, parameters } = cause;
  const isTokenUnknown = code === 401 || code === 404;
  const retryable = code === 429 || code >= 500 || isTokenUnknown;
  return new SendError(`Telegram refused ${describeTelegramError(cause, token)}`, {
    retryable,
    isAmbiguous: hasPartArrived,
    retryAfterMs: isTokenUnknown ? tokenRetryMs : retryAfterMs(parameters.retry_after),
  });
}

function retryAfterMs(seconds: number | undefined): number | null {
  return seconds === undefined ? null : seconds * 1000;
}

function unanswered(cause: HttpError, token: string, hasPartArrived: boolean): SendError {
  const isUnsent = neverConnected.has(String(fieldOf(cause.error, "code")));
  return new SendError(`Telegram did not answer: ${describeTelegramError(cause, token)}`, {
    retryable: true,
    isAmbiguous: hasPartArrived || !isUnsent,
  });
}
