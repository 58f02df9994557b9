import process from "node:process";

/** Prints one line for the operator. */
export function say(line) {
  process.stdout.write(`${line}\n`);
}

/** Prints one line beside a command's own output. */
export function sayAside(line) {
  process.stderr.write(`${line}\n`);
}
