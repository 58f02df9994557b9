// npm run build: the database client and dist/, as npm start makes them. Packages must be there.
import path from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { buildProgram, generateClient } from "./lib/build.mjs";
import { Refusal } from "./lib/refusal.mjs";
import { say } from "./lib/say.mjs";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
try {
  await generateClient(root, { say });
  await buildProgram(root, { say });
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  say(error.message);
  process.exitCode = 1;
}
