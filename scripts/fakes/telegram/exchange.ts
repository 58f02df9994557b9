import type http from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import type { BotState } from "./bot-state.ts";
import type { Fault } from "./faults.ts";
import { ApiRefusal } from "./wire.ts";

/** A call as it came, and where its answer goes. */
export interface Exchange {
  readonly request: http.IncomingMessage;
  readonly response: http.ServerResponse;
}

/** Lets a fault happen; whether it was the whole answer. */
export async function isAnsweredBy(
  fault: Fault,
  { request, response }: Exchange,
): Promise<boolean> {
  if (fault.delayMs !== undefined) await delay(fault.delayMs, undefined, { ref: false });
  if (fault.dropConnection === "after") return false;
  if (fault.dropConnection) {
    request.socket.destroy();
    return true;
  }
  const code = fault.error_code ?? fault.status;
  if (code === undefined) return false;
  if (fault.body === undefined) {
    const refusal = new ApiRefusal(code, fault.description ?? "Fault", fault.retry_after);
    refuse(response, refusal, fault.status);
  } else response.writeHead(fault.status ?? code).end(fault.body);
  return true;
}

/** What Telegram says of an address that it does not know. */
export function notFound(): ApiRefusal {
  return new ApiRefusal(404, "Not Found");
}

/** Counts a call of a method. */
export function count(state: BotState, method: string): void {
  state.counts.set(method, (state.counts.get(method) ?? 0) + 1);
}

/** Answers as Telegram refuses. */
export function refuse(response: http.ServerResponse, refusal: ApiRefusal, status?: number): void {
  const { code, message, retryAfter } = refusal;
  reply(response, status ?? code, {
    ok: false,
    error_code: code,
    description: message,
    ...(retryAfter !== undefined && { parameters: { retry_after: retryAfter } }),
  });
}

/** Answers with JSON. */
export function reply(response: http.ServerResponse, status: number, body: object): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(text),
  });
  response.end(text);
}
