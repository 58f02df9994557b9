import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { describe, expect, test } from "vitest";
import type { SchemeStore, StoredScheme } from "../../usecases/import-scheme.ts";
import { registerScheme } from "./scheme.ts";

interface Terminal {
  readonly folder: string;
  readonly kept: StoredScheme[];
  /** Runs `cham scheme …` and tells what was printed and what was complained of. */
  run(...words: readonly string[]): Promise<{ readonly out: string; readonly errors: string }>;
}

const inTerminal = test.extend<{ terminal: Terminal }>({
  terminal: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), "cham-cli-"));
    const kept: StoredScheme[] = [];
    const store: SchemeStore = {
      findScheme: (id) => Promise.resolve(kept.findLast(({ scheme }) => scheme.scheme === id)),
      saveScheme: (scheme, hash) => {
        kept.push({ version: kept.length + 1, hash, scheme, isFrozen: false });
        return Promise.resolve({ version: kept.length });
      },
    };
    const run: Terminal["run"] = async (...words) => {
      const out: string[] = [];
      const errors: string[] = [];
      const program = new Command("cham");
      registerScheme(program, {
        print: (line) => out.push(line),
        complain: (line) => errors.push(line),
        withStore: (work) => work(store),
      });
      await program.parseAsync(["scheme", ...words], { from: "user" });
      return { out: out.join("\n"), errors: errors.join("\n") };
    };
    await use({ folder, kept, run });
    await rm(folder, { recursive: true });
  },
});

const shipped = "prisma/schemes/so-2025.yaml";

/** The shipped scheme with some of its text changed. */
async function changed(folder: string, from: string, to: string): Promise<string> {
  const text = await readFile(shipped, "utf8");
  if (!text.includes(from)) throw new Error(`${shipped} has no ${from}`);
  const path = join(folder, "khac.yaml");
  await writeFile(path, text.replace(from, to));
  return path;
}

describe("cham scheme", () => {
  inTerminal("check sums up a valid scheme", async ({ terminal }) => {
    const { out, errors } = await terminal.run("check", shipped);
    expect(errors).toBe("");
    expect(out).toContain("Tổng điểm: 100; 8 lĩnh vực; 87 tiêu chí thành phần (68 tự chấm");
    expect(out).toMatch(/Mã băm SHA-256: [0-9a-f]{64}/);
  });

  inTerminal("check --rules prints each rule's sentence", async ({ terminal }) => {
    const { out } = await terminal.run("check", shipped, "--rules");
    expect(out).toContain("Từ 80% trở lên: 1,5 × tỷ lệ; dưới 80%: 0; tổng số bằng 0: 0");
  });

  inTerminal("check tells every problem and prints nothing else", async ({ terminal }) => {
    const path = await changed(terminal.folder, 'max: "1.5"', 'max: "1.6"');
    const { out, errors } = await terminal.run("check", path);
    expect(out).toBe("");
    expect(errors).toContain("đọc được tổng điểm tối đa của các mục con là 3.1");
  });

  inTerminal("export and check carry a scheme through Excel", async ({ terminal }) => {
    const workbook = join(terminal.folder, "so.xlsx");
    expect((await terminal.run("export", shipped, "--to", workbook)).out).toContain("Đã tạo");
    const hash = /[0-9a-f]{64}/.exec((await terminal.run("check", shipped)).out)?.[0];
    expect((await terminal.run("check", workbook)).out).toContain(`Mã băm SHA-256: ${hash ?? ""}`);
  });

  inTerminal("export wants a file or an id, not both", async ({ terminal }) => {
    const to = join(terminal.folder, "a.yaml");
    expect((await terminal.run("export", "--to", to)).errors).toContain("đúng một trong hai");
    const both = await terminal.run("export", shipped, "--id", "so-2025", "--to", to);
    expect(both.errors).toContain("đúng một trong hai");
  });

  inTerminal("import shows first and writes only with --apply", async ({ terminal }) => {
    expect((await terminal.run("import", shipped)).out).toContain("bản xem trước");
    expect(terminal.kept).toHaveLength(0);
    expect((await terminal.run("import", shipped, "--apply")).out).toContain("phiên bản 1");
    expect((await terminal.run("import", shipped, "--apply")).out).toContain(
      "không có gì thay đổi",
    );
    expect(terminal.kept).toHaveLength(1);
  });

  inTerminal(
    "import tells what a new version changes, export --id gives it back",
    async ({ terminal }) => {
      const { folder } = terminal;
      await terminal.run("import", shipped, "--apply");
      const path = await changed(folder, "lead: SKHCN", "lead: SNV");
      const { out } = await terminal.run("import", path, "--apply");
      expect(out).toContain("thay đổi so với phiên bản 1");
      expect(out).toContain("Đổi cơ quan thẩm định 1.5.1");
      expect(out).toContain("Đã ghi so-2025, phiên bản 2.");
      const json = join(folder, "tu-csdl.json");
      await terminal.run("export", "--id", "so-2025", "--to", json);
      expect((await terminal.run("diff", path, json)).out).toBe("Hai bộ tiêu chí giống hệt nhau.");
      expect((await terminal.run("diff", shipped, "id:so-2025")).out).toContain("SKHCN thành SNV");
    },
  );

  inTerminal("an id that the database does not have is said so", async ({ terminal }) => {
    const to = join(terminal.folder, "a.yaml");
    const { errors } = await terminal.run("export", "--id", "khong-co", "--to", to);
    expect(errors).toBe("Cơ sở dữ liệu không có bộ tiêu chí khong-co.");
  });

  inTerminal("template writes a workbook that checks out, once", async ({ terminal }) => {
    const path = join(terminal.folder, "mau.xlsx");
    expect((await terminal.run("template", path)).out).toContain("Đã tạo");
    expect((await terminal.run("check", path)).errors).toBe("");
    expect((await terminal.run("template", path)).errors).toContain("đã có; chọn tên khác");
    const wrong = await terminal.run("template", join(terminal.folder, "mau.ods"));
    expect(wrong.errors).toContain("phải kết thúc bằng .xlsx");
  });
});
