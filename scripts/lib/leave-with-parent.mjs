// Loaded before a process that npm start has begun (`node --import`): when the starter dies, even
// by SIGKILL, the process is told to end as if it had been asked to, so that none stays behind.
import process from "node:process";
import { setTimeout } from "node:timers";
import { isMainThread } from "node:worker_threads";

if (isMainThread && process.channel) {
  process.on("disconnect", () => {
    process.kill(process.pid, "SIGTERM");
    setTimeout(() => process.exit(1), 3000).unref();
  });
  process.channel.unref();
}
