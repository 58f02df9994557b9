import { GrammyError, HttpError } from "grammy";
import type { SendFault } from "../../../core/delivery/send-fault.ts";
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
  const fault = faultOf(cause);
  return new SendError(fault, `Telegram refused ${describeTelegramError(cause, token)}`, {
    isAmbiguous: hasPartArrived,
    retryAfterMs:
      fault === "tokenRefused" ? tokenRetryMs : retryAfterMs(cause.parameters.retry_after),
  });
}

function faultOf({ error_code: code, description }: GrammyError): SendFault {
  if (code >= 500) return "serviceFault";
  if (code === 403) return /deactivated/i.test(description) ? "deactivated" : "blocked";
  if (code === 400 && /chat not found/i.test(description)) return "chatNotFound";
  if (code === 400 && /too (big|large|long)/i.test(description)) return "tooLarge";
  return faultsByCode[code] ?? "unacceptable";
}

const faultsByCode: Readonly<Record<number, SendFault>> = {
  401: "tokenRefused",
  404: "tokenRefused",
  413: "tooLarge",
  429: "rateLimited",
};

function retryAfterMs(seconds: number | undefined): number | null {
  return seconds === undefined ? null : seconds * 1000;
}

function unanswered(cause: HttpError, token: string, hasPartArrived: boolean): SendError {
  const isUnsent = neverConnected.has(String(fieldOf(cause.error, "code")));
  const fault = isUnsent ? "unreachable" : "noAnswer";
  return new SendError(
    fault,
    `Telegram did not answer: ${describeTelegramError(cause, token)}`,
    hasPartArrived ? { isAmbiguous: true } : {},
  );
}
