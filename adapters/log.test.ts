import { expect, it } from "vitest";
import { openLog } from "./log.ts";

function logged(write: (log: ReturnType<typeof openLog>) => void): string {
  let lines = "";
  const destination = { write: (line: string) => void (lines += line) };
  write(openLog("bot", "info", destination));
  return lines;
}

it.each([
  { fields: { token: "top" }, because: "a secret at the first depth" },
  { fields: { update: { text: "top" } }, because: "what somebody said" },
  { fields: { a: { b: { fullName: "top" } } }, because: "a name at the third depth" },
  { fields: { err: Object.assign(new Error("x"), { detail: "top" }) }, because: "a quoted row" },
])("blanks $because", ({ fields }) => {
  const line = logged((log) => {
    log.info(fields, "event");
  });
  expect(line).not.toContain("top");
  expect(line).toContain("[ẩn]");
});

it("takes a bot token out of an error's address", () => {
  const token = `12345678:${"A".repeat(35)}`;
  const error = new Error(`GET https://api.telegram.org/bot${token}/getMe failed`);
  expect(
    logged((log) => {
      log.error({ err: error }, "telegram");
    }),
  ).not.toContain(token);
});

it("takes a password out of a database address", () => {
  const line = logged((log) => {
    log.error("no answer from postgresql://cham:geheim@127.0.0.1/cham");
  });
  expect(line).toContain("postgresql://cham:[ẩn]@127.0.0.1/cham");
});

it("keeps criterion codes and error codes, which operators need", () => {
  const line = logged((log) => {
    log.info({ criterion: { code: "2.1.3" }, code: "EPIPE" }, "kept");
  });
  expect(line).toContain("2.1.3");
  expect(line).toContain("EPIPE");
});
