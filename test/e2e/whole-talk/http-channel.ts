import { randomUUID } from "node:crypto";
import { openFeed } from "../../../scripts/fakes/feed.ts";
import type { Channel, Heard } from "./door.ts";

const patienceMs = 20_000;

/** The web chat without its page: the same requests, made with a real login. */
export interface HttpChannel extends Channel {
  close(): void;
}

interface PageMessage {
  readonly from: "me" | "us";
  readonly title?: string;
  readonly text: string;
  readonly choices?: readonly (readonly { readonly key: string; readonly label: string }[])[];
}

/** Logs in by a one-time code and follows the chat's events. */
export async function httpChannel(address: string, code: string): Promise<HttpChannel> {
  const cookie = await logIn(address, code);
  const news = openFeed<PageMessage>("web chat");
  const stop = new AbortController();
  const events = await fetch(`${address}/chat/events`, {
    headers: { cookie },
    signal: stop.signal,
  });
  void follow(events, news.push).catch(() => undefined);
  let choices: readonly { readonly key: string; readonly label: string }[] = [];
  const post = (body: object) =>
    accepted(
      fetch(`${address}/chat/messages`, {
        method: "POST",
        headers: { cookie, "content-type": "application/json" },
        body: JSON.stringify({ id: randomUUID(), ...body }),
      }),
    );
  return {
    name: "web qua HTTP",
    say: (text) => post({ text }),
    press: (label) => {
      const choice = choices.find((each) => each.label === label);
      if (!choice) throw new Error(`no button "${label}"`);
      return post({ choice });
    },
    send: (bytes, name) => {
      const form = new FormData();
      form.append("file", new Blob([new Uint8Array(bytes)]), name);
      const query = new URLSearchParams({ id: randomUUID() }).toString();
      const options = { method: "POST", headers: { cookie }, body: form };
      return accepted(fetch(`${address}/chat/files?${query}`, options));
    },
    next: async () => {
      const message = await news.next(({ from }) => from === "us", patienceMs);
      choices = message.choices?.flat() ?? choices;
      return heardOf(message);
    },
    close: () => {
      stop.abort();
    },
  };
}

async function logIn(address: string, code: string): Promise<string> {
  const response = await fetch(`${address}/login`, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json" },
    body: JSON.stringify({ code }),
  });
  const cookie = response.headers.getSetCookie()[0]?.split(";")[0];
  if (!response.ok || cookie === undefined) throw new Error(`no login: ${await response.text()}`);
  return cookie;
}

async function accepted(sent: Promise<Response>): Promise<void> {
  const response = await sent;
  const body = await response.text();
  if (response.status !== 202) throw new Error(`${response.status}: ${body}`);
}

/** Reads server-sent events as they come. */
async function follow(response: Response, push: (message: PageMessage) => void): Promise<void> {
  if (!response.body) throw new Error("there is no stream");
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of response.body) {
    const parts = (rest + decoder.decode(chunk as Uint8Array, { stream: true })).split("\n\n");
    rest = parts.pop() ?? "";
    for (const part of parts) {
      const data = /^event: message\ndata: (.*)$/m.exec(part)?.[1];
      if (data !== undefined) push(JSON.parse(data) as PageMessage);
    }
  }
}

function heardOf({ title, text, choices = [] }: PageMessage): Heard {
  return {
    text: title === undefined ? text : `${title}\n${text}`,
    buttons: choices.flat().map(({ label }) => label),
  };
}
