import { InvalidArgumentError, type Command } from "commander";
import type pg from "pg";
import { addDelegation } from "../../adapters/db/delegation-repository.ts";
import { inTransaction } from "../../adapters/db/in-transaction.ts";
import { type ResetOutcome, resetFactor } from "../../adapters/db/reset-factor.ts";
import { findActor } from "../../adapters/db/find-actor.ts";
import { may } from "../../core/access/may.ts";
import { lengthOf } from "../../core/conversation/reading/length-of.ts";
import { readDate } from "../../core/conversation/reading/read-date.ts";
import { resetReason } from "../../core/conversation/sign-off/reset-factor.ts";
import type { PeopleDeps } from "./people-deps.ts";

interface DelegateOptions {
  readonly from: string;
  readonly until: string;
  readonly decision: string;
  readonly apply: boolean;
}

interface ResetOptions {
  readonly by: string;
  readonly reason: string;
  readonly apply: boolean;
}

/** Adds `cham staff delegate` and `cham staff reset-factor`. */
export function registerStaffSignOff(staff: Command, deps: PeopleDeps): void {
  staff
    .command("delegate")
    .argument("<mã lãnh đạo>")
    .argument("<mã người được ủy quyền>")
    .requiredOption("--from <ngày>", "từ ngày, ví dụ 01/02/2026", dayOption)
    .requiredOption("--until <ngày>", "đến hết ngày, ví dụ 15/02/2026", dayOption)
    .requiredOption("--decision <số>", "số văn bản ủy quyền")
    .option("--apply", "ghi vào cơ sở dữ liệu (mặc định chỉ xem trước)", false)
    .description("ủy quyền ký xác nhận kết quả tự chấm trong một đơn vị")
    .action((leader: string, acting: string, options: DelegateOptions) =>
      runDelegate(deps, [leader.toLowerCase(), acting.toLowerCase()], options),
    );
  staff
    .command("reset-factor")
    .argument("<mã cán bộ>")
    .requiredOption("--by <mã cán bộ>", "cán bộ điều phối thực hiện, đứng tên trong nhật ký")
    .requiredOption("--reason <lý do>", "vì sao đặt lại, ít nhất 10 ký tự")
    .option("--apply", "ghi vào cơ sở dữ liệu (mặc định chỉ xem trước)", false)
    .description("đặt lại xác thực hai lớp của một người; người đó được báo")
    .action((code: string, options: ResetOptions) => runReset(deps, code.toLowerCase(), options));
}

async function runDelegate(
  deps: PeopleDeps,
  [leader, acting]: readonly [string, string],
  options: DelegateOptions,
): Promise<void> {
  const { from, until, decision, apply } = options;
  if (until < from) {
    deps.complain("Ngày cuối không được trước ngày đầu.");
    return;
  }
  const said = await deps.withPool((pool) =>
    inTransaction(pool, async (client) => {
      const found = await findPair(client, leader, acting);
      if (!found) return null;
      const made = { leaderId: found.leaderId, actingId: found.actingId, from, until, decision };
      const by = { by: null, inboundId: null, receipt: null, now: deps.now().toISOString() };
      if (apply && !(await addDelegation(client, { ...made, ...by }))) return null;
      return `${found.leaderName} ủy quyền ký cho ${found.actingName}, từ ${from} đến hết ${until}, theo ${decision}.`;
    }),
  );
  if (said === null) {
    deps.complain(
      `Không ủy quyền được: ${leader} phải là lãnh đạo đang công tác, ${acting} phải là người khác đang công tác trong cùng đơn vị.`,
    );
    return;
  }
  deps.print(said);
  deps.print(outcomeLine(apply));
}

interface Pair {
  readonly leaderId: string;
  readonly leaderName: string;
  readonly actingId: string;
  readonly actingName: string;
}

async function findPair(
  client: pg.ClientBase,
  leader: string,
  acting: string,
): Promise<Pair | undefined> {
  const { rows } = await client.query<Pair>(
    `select l.id as "leaderId", l.full_name as "leaderName",
            a.id as "actingId", a.full_name as "actingName"
       from staff l
       join staff_roles g on g.staff_id = l.id and g.role = 'leader'
       join staff a on a.code = $2 and a.agency_id = l.agency_id and a.is_active and a.id <> l.id
      where l.code = $1 and l.is_active`,
    [leader, acting],
  );
  return rows[0];
}

async function runReset(
  deps: PeopleDeps,
  staffCode: string,
  { by, reason, apply }: ResetOptions,
): Promise<void> {
  const { shortest } = resetReason;
  if (lengthOf(reason.trim()) < shortest) {
    deps.complain(
      `Lý do cần ít nhất ${String(shortest)} ký tự; lý do được lưu và báo cho người đó.`,
    );
    return;
  }
  if (by.toLowerCase() === staffCode) {
    deps.complain(
      "Không ai tự đặt lại xác thực hai lớp của mình; một cán bộ điều phối khác thực hiện (--by).",
    );
    return;
  }
  const asked = { staffCode, reason: reason.trim(), now: deps.now(), apply };
  await deps.withPool(async (pool) => {
    const actor = await findActor(pool, by, deps.now());
    if (!actor || !may(actor, "resetFactor", { agencyId: null, stage: null })) {
      deps.complain(`${by}: cần mã một cán bộ điều phối đang công tác (--by).`);
      return;
    }
    tellReset(deps, asked, await resetFactor(pool, { ...asked, by: actor.staffId }));
  });
}

function tellReset(
  deps: PeopleDeps,
  { staffCode, apply }: { readonly staffCode: string; readonly apply: boolean },
  person: ResetOutcome,
): void {
  if (!person) deps.complain(`Không có cán bộ mã ${staffCode}.`);
  else if (!person.isEnrolled) deps.complain(`${person.name} chưa đăng ký xác thực hai lớp.`);
  else {
    deps.print(`Đặt lại xác thực hai lớp của ${person.name}, ${person.agencyName}.`);
    deps.print(outcomeLine(apply));
  }
}

function outcomeLine(apply: boolean): string {
  return apply ? "Đã ghi." : "Đây là bản xem trước, chưa ghi gì. Thêm --apply để ghi.";
}

function dayOption(text: string): string {
  const read = readDate(text);
  if (read.kind === "date") return read.date;
  throw new InvalidArgumentError("Cần ngày, tháng, năm, ví dụ 15/02/2026 hoặc 2026-02-15.");
}
