import { createServer } from "node:net";
import { Refusal } from "./refusal.mjs";

/** Why nothing can listen there now: "in-use", "no-such-address", "not-allowed"; null when free. */
export async function whyTaken(port, host) {
  const server = createServer();
  try {
    await listen(server, port, host);
    return null;
  } catch (error) {
    const reason = reasons[error.code];
    if (!reason) throw error;
    return reason;
  } finally {
    if (server.listening) await new Promise((resolve) => server.close(resolve));
  }
}

/** Refuses, in a sentence, an address nothing can listen at. */
export async function refuseTakenPort(port, host) {
  const reason = await whyTaken(port, host);
  if (reason) throw new Refusal(sentences[reason](port, host));
}

/** A port of this machine that nothing uses at present. */
export async function freePort() {
  const server = createServer();
  await listen(server, 0, "127.0.0.1");
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const reasons = {
  EADDRINUSE: "in-use",
  EADDRNOTAVAIL: "no-such-address",
  ENOTFOUND: "no-such-address",
  EAI_AGAIN: "no-such-address",
  EACCES: "not-allowed",
};

const sentences = {
  "in-use": (port) =>
    `Cổng ${port} đang có chương trình khác dùng; hãy đặt PORT khác / port ${port} is in use: set another PORT`,
  "no-such-address": (port, host) =>
    `HOST: máy này không có địa chỉ ${host} / this machine has no address ${host}`,
  "not-allowed": (port) =>
    `Không được phép mở cổng ${port}; hãy đặt PORT từ 1024 trở lên / not allowed to open port ${port}: set PORT to 1024 or above`,
};

function listen(server, port, host) {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ port, host, exclusive: true }, resolve);
  });
}
