import { createServer } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { freePort, refuseTakenPort } from "./ports.mjs";

it("lets a free port pass", async () => {
  await expect(refuseTakenPort(await freePort(), "127.0.0.1")).resolves.toBeUndefined();
});

it("refuses a port that another program holds, in a sentence with its number", async () => {
  const server = createServer();
  const port = await freePort();
  await new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  await expect(refuseTakenPort(port, "127.0.0.1")).rejects.toThrow(`port ${port} is in use`);
});

it("refuses an address that this machine does not have", async () => {
  await expect(refuseTakenPort(3000, "192.0.2.1")).rejects.toThrow("no address 192.0.2.1");
});
