import type { Command } from "commander";
import type pg from "pg";
import { openPrisma } from "../../adapters/db/prisma-client.ts";
import { saveMapping } from "../../adapters/db/mapping-repository.ts";
import { schemesIn } from "../../adapters/db/scheme-repository.ts";
import { openMappingFile } from "../../adapters/scheme-files/read-mapping-file.ts";
import { mapLeaves, unknownLeaves } from "../../core/scheme/map-leaves.ts";
import type { MappingFile } from "../../core/scheme/read-mapping-file.ts";
import { type Leaf, type Scheme, leavesOf } from "../../core/scheme/scheme.ts";
import type { PeopleDeps } from "./people-deps.ts";

type Deps = Pick<PeopleDeps, "withPool" | "print" | "complain">;

/** Adds `cham scheme mapping`. */
export function registerMapping(program: Command, deps: Deps): void {
  const scheme = program.commands.find((each) => each.name() === "scheme");
  (scheme ?? program.command("scheme"))
    .command("mapping")
    .argument("<tệp>", "tệp .yaml hoặc .json (docs/scheme-mapping.md)")
    .option("--apply", "ghi vào cơ sở dữ liệu (mặc định chỉ xem trước)", false)
    .description("nối tiêu chí thành phần với tiêu chí của bộ năm trước")
    .action((file: string, { apply }: { readonly apply: boolean }) => run(deps, file, apply));
}

async function run(deps: Deps, path: string, apply: boolean): Promise<void> {
  const file = await openMappingFile(path);
  if (!file.ok) {
    deps.complain(`${path}: có ${String(file.error.length)} lỗi`);
    for (const { path: place, read, wanted } of file.error) {
      deps.complain(`  ${place === "" ? "tệp" : place}: đọc được ${read}; cần ${wanted}`);
    }
    return;
  }
  await deps.withPool((pool) => map(deps, pool, file.value, apply));
}

async function map(deps: Deps, pool: pg.Pool, file: MappingFile, apply: boolean): Promise<void> {
  const schemes = await bothSchemes(deps, pool, file);
  if (!schemes) return;
  const [current, previous] = schemes;
  const unknown = unknownLeaves(current, previous, file.leaves);
  const complaints = [
    ...unknown.current.map((code) => `${file.scheme} không có tiêu chí thành phần ${code}.`),
    ...unknown.previous.map((code) => `${file.previous} không có tiêu chí thành phần ${code}.`),
  ];
  if (complaints.length > 0) {
    for (const line of complaints) deps.complain(line);
    return;
  }
  printMapping(deps, current, mapLeaves(current, previous, file.leaves), file);
  if (!apply) {
    deps.print("Đây là bản xem trước, chưa ghi gì. Thêm --apply để ghi.");
    return;
  }
  await saveMapping(pool, file);
  deps.print(`Đã ghi ${String(file.leaves.size)} dòng nối ${file.scheme} với ${file.previous}.`);
}

/** The newest versions of both; complains of what there is not. */
async function bothSchemes(
  deps: Deps,
  pool: pg.Pool,
  file: MappingFile,
): Promise<readonly [Scheme, Scheme] | null> {
  const store = schemesIn(openPrisma(pool));
  const current = await store.findScheme(file.scheme);
  const previous = await store.findScheme(file.previous);
  if (!current) deps.complain(`Cơ sở dữ liệu không có bộ tiêu chí ${file.scheme}.`);
  if (!previous) deps.complain(`Cơ sở dữ liệu không có bộ tiêu chí ${file.previous}.`);
  return current && previous ? [current.scheme, previous.scheme] : null;
}

function printMapping(
  deps: Deps,
  current: Scheme,
  found: ReadonlyMap<string, Leaf>,
  { leaves, previous }: MappingFile,
): void {
  const own = leavesOf(current.fields);
  for (const leaf of own) {
    const named = leaves.get(leaf.code);
    const earlier = found.get(leaf.code);
    if (named === undefined && earlier) continue;
    const where = named === undefined ? "không có tiêu chí trùng mã, tên và cách chấm" : "theo tệp";
    const to = earlier ? `${earlier.code} ${earlier.name}` : "không nối";
    deps.print(`${leaf.code} ${leaf.name} → ${to} (${where})`);
  }
  deps.print(
    `${String(found.size)}/${String(own.length)} tiêu chí thành phần nối được với ${previous}; ` +
      `${String([...found.keys()].filter((code) => !leaves.has(code)).length)} tự nối vì trùng mã, tên và cách chấm.`,
  );
}
