import { GrammyError, HttpError } from "grammy";
import { fieldOf } from "./field-of.ts";

/** Says in a line what went wrong with a call, without the token. */
export function describeTelegramError(cause: unknown, token: string): string {
  if (cause instanceof GrammyError) {
    return redactToken(`${cause.method}: ${cause.error_code} ${cause.description}`, token);
  }
  const inner = cause instanceof HttpError ? cause.error : cause;
  const code = fieldOf(inner, "code");
  const text = inner instanceof Error ? inner.message : String(inner);
  return redactToken(typeof code === "string" ? `${code} ${text}` : text, token);
}

/**
 * Makes an error of a failed call that may be logged: grammY's own carry the address with the
 * token and the message with its text, so they are not kept as the cause.
 */
export function redactedError(what: string, cause: unknown, token: string): Error {
  return new Error(`${what}: ${describeTelegramError(cause, token)}`);
}

function redactToken(text: string, token: string): string {
  const secret = token.slice(token.indexOf(":") + 1);
  return text.replaceAll(token, "<token>").replaceAll(secret, "<token>");
}
