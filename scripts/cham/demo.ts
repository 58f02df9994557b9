import type { Command } from "commander";
import { isDemoProvince } from "../../adapters/db/demo-province.ts";
import { playRound } from "../demo-round/play-round.ts";
import { type PeopleDeps, localTime } from "./people-deps.ts";

/** Adds `cham demo round`. */
export function registerDemo(program: Command, deps: PeopleDeps): void {
  program
    .command("demo")
    .description("tỉnh trình diễn")
    .command("round")
    .description(
      "chạy trọn một kỳ của tỉnh trình diễn: từ kế hoạch, tự chấm, thẩm định, giải trình, Hội đồng đến phê duyệt",
    )
    .action(() => runRound(deps));
}

async function runRound(deps: PeopleDeps): Promise<void> {
  await deps.withPool(async (pool) => {
    if (!(await isDemoProvince(pool))) {
      deps.complain(
        "Cơ sở dữ liệu này không phải của tỉnh trình diễn, nên không chạy thử kỳ nào ở đây. Chạy npm start trong một thư mục dữ liệu mới để có tỉnh trình diễn.",
      );
      return;
    }
    const begun = performance.now();
    const played = await playRound(pool, {
      ...{ startAt: deps.now(), codeKey: deps.secret() },
      tell: (line) => {
        deps.print(line);
      },
    });
    const seconds = Math.round((performance.now() - begun) / 1000);
    deps.print(
      `Xong kỳ ${played.code} sau ${String(seconds)} giây: ${String(played.agencies)} đơn vị, ${String(played.turns)} lượt trò chuyện, ${String(played.items)} nội dung trình Hội đồng. Theo đồng hồ của kỳ này, phê duyệt lúc ${localTime(played.endedAt)}.`,
    );
    deps.print(
      `Xem xếp hạng chính thức bằng /xephang trong trò chuyện; kiểm tra sổ nhật ký: npm run -s cham -- audit verify --round ${played.code}; tính lại từ tệp: npm run -s cham -- round export ${played.code} --out THƯ-MỤC`,
    );
  });
}
