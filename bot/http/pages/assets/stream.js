import { readHistory, RefusedError } from "./transport.js";

/** The server beats every 15 s; a stream that is silent for longer is dead without knowing it. */
const silenceMs = 40_000;
const pollMs = 4_000;

/**
 * Follows the chat from a cursor on: server-sent events, and while they do not come through, asks
 * now and then. `onMessage` may be given a message twice.
 */
export function follow(start, { onMessage, onState, onSignedOut }) {
  let cursor = start;
  let source;
  let heardAt = 0;
  let isOpen = false;

  const heard = () => {
    heardAt = Date.now();
    if (!isOpen) onState("connected");
    isOpen = true;
  };

  const open = () => {
    source?.close();
    source = new EventSource(`/chat/events?after=${cursor}`);
    source.addEventListener("open", heard);
    source.addEventListener("beat", heard);
    source.addEventListener("signedout", onSignedOut);
    source.addEventListener("message", (event) => {
      heard();
      cursor = event.lastEventId || cursor;
      onMessage(JSON.parse(event.data));
    });
    source.addEventListener("error", () => {
      isOpen = false;
    });
  };

  const poll = async () => {
    try {
      const news = await readHistory({ after: cursor });
      cursor = news.after;
      news.messages.forEach(onMessage);
      onState("connected");
    } catch (error) {
      if (error instanceof RefusedError && error.isSignedOut) return onSignedOut();
      onState("lost");
    }
    // A stream that the server refused does not come back by itself.
    if (source.readyState === EventSource.CLOSED) open();
  };

  setInterval(() => {
    if (isOpen && Date.now() - heardAt > silenceMs) {
      isOpen = false;
      open();
    }
    if (!isOpen) void poll();
  }, pollMs);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") void poll();
  });
  addEventListener("online", () => void poll());
  open();
}
