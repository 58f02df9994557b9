// The health check of the worker's container: it has noted within a minute that it is alive.
import { statSync } from "node:fs";
import { hostname } from "node:os";
import path from "node:path";
import process from "node:process";

const file = path.join(process.env.DATA_DIR ?? "data", `worker-${hostname()}.alive`);
const { mtimeMs } = statSync(file, { throwIfNoEntry: false }) ?? { mtimeMs: 0 };
process.exit(Date.now() - mtimeMs < 60_000 ? 0 : 1);
