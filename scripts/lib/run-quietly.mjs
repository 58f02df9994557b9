import { Buffer } from "node:buffer";
import { spawn } from "node:child_process";
import { Refusal } from "./refusal.mjs";

/**
 * Runs a program to its end without showing what it prints, unless it fails: then the refusal ends
 * with its last lines. Returns what it printed.
 */
export async function runQuietly(command, args, { what, ...options }) {
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"], ...options });
  const printed = [];
  child.stdout.on("data", (chunk) => printed.push(chunk));
  child.stderr.on("data", (chunk) => printed.push(chunk));
  const code = await new Promise((resolve) => {
    child.once("error", (error) => {
      printed.push(Buffer.from(error.message));
      resolve(-1);
    });
    child.once("close", resolve);
  });
  const text = Buffer.concat(printed).toString("utf8");
  if (code !== 0) throw new Refusal(`${what}:\n${lastLines(text, 20)}`);
  return text;
}

/** The end of a text, without empty lines. */
export function lastLines(text, count) {
  const lines = text.split("\n").filter((line) => line.trim());
  return lines.slice(-count).join("\n");
}
