/** Pauses before the further tries of a message, in ms. */
const pausesMs = [1_500, 4_000];

/** The server said no; trying again is of no use. `isSignedOut` when the session has ended. */
export class RefusedError extends Error {
  constructor(message, isSignedOut) {
    super(message);
    this.name = "RefusedError";
    this.isSignedOut = isSignedOut;
  }
}

/** Reads a part of the history: `{ before }` for older messages, `{ after }` for newer ones. */
export async function readHistory(place) {
  const response = await fetch(`/chat/history?${new URLSearchParams(place)}`, {
    headers: { accept: "application/json" },
  });
  await refuseUnlessOk(response);
  return response.json();
}

/**
 * Sends a text or a pressed button. A message whose answer was lost is sent again under the same
 * id, which the server knows by then.
 */
export function postMessage(message) {
  return persist(async () => {
    const response = await fetch("/chat/messages", {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json" },
      body: JSON.stringify(message),
    });
    await refuseUnlessOk(response);
  });
}

/** Sends a file; `onProgress` is told the share sent, from 0 to 1. */
export function postFile({ id, group, file }, onProgress) {
  const query = new URLSearchParams(group ? { id, group } : { id });
  return persist(() => upload(`/chat/files?${query}`, file, onProgress));
}

/** Streams a file to an address with progress, which `fetch` cannot tell. */
export function upload(address, file, onProgress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", address);
    request.setRequestHeader("accept", "application/json");
    request.upload.addEventListener("progress", ({ loaded, total }) => onProgress(loaded / total));
    request.addEventListener("error", () => reject(new TypeError("network")));
    request.addEventListener("load", () => {
      const fault = faultOf(request.status, request.responseText);
      if (fault) reject(fault);
      else resolve();
    });
    const form = new FormData();
    form.append("file", file, file.name);
    request.send(form);
  });
}

async function persist(send) {
  for (const pauseMs of [...pausesMs, null]) {
    try {
      return await send();
    } catch (error) {
      if (error instanceof RefusedError || pauseMs === null) throw error;
      await new Promise((resume) => setTimeout(resume, pauseMs));
    }
  }
}

async function refuseUnlessOk(response) {
  if (response.ok) return;
  throw faultOf(response.status, await response.text());
}

/** Undefined when all is well; a plain error when it may pass. */
function faultOf(status, body) {
  if (status >= 200 && status < 300) return undefined;
  const sentence = sentenceIn(body);
  const passes = status >= 500 || status === 429 || status === 408;
  return passes ? new Error(sentence) : new RefusedError(sentence, status === 401);
}

function sentenceIn(body) {
  try {
    return JSON.parse(body).message ?? "Chưa thực hiện được.";
  } catch {
    return "Chưa thực hiện được.";
  }
}
