import type pg from "pg";
import { isDemoSql } from "./demo-province.ts";

/** A person of the demo province whose place a visitor may take with one click. */
export interface DemoPersona {
  readonly staffCode: string;
  readonly name: string;
  /** What there is to do in this person's place. */
  readonly duty: string;
  readonly agency: string;
}

const duties: readonly (readonly [string, string])[] = [
  ["snnmt.cv1", "Chuyên viên, còn 3 tiêu chí chưa tự chấm trước khi nộp"],
  ["snnmt.cv2", "Chuyên viên, làm chung bộ hồ sơ tự chấm với đồng nghiệp"],
  [
    "snnmt.ld",
    "Lãnh đạo sở, ký xác nhận khi chuyên viên trình; thử đăng ký xác thực bằng /xacthuc",
  ],
  ["x04.cv1", "Chuyên viên xã, đang tự chấm dở"],
  ["ubnd.ct", "Lãnh đạo tỉnh, xem xếp hạng tạm tính của các khối"],
  ["snv.dp", "Điều phối (Sở Nội vụ), theo dõi và đôn đốc toàn tỉnh"],
  ["snv.ttd", "Trưởng nhóm thẩm định"],
  ["vp.td", "Thẩm định các tiêu chí do Văn phòng UBND tỉnh chủ trì"],
  ["snv.tk", "Thư ký Hội đồng thẩm định: chương trình, biểu quyết, kết luận"],
  ["ubnd.pct", "Chủ tịch Hội đồng thẩm định"],
  ["ttt.tt", "Thanh tra, chỉ đọc"],
  ["snv.qt", "Quản trị hệ thống"],
];

/** Lists the people to play, in the order of a first visit; none outside the demo province. */
export async function demoPersonas(pool: pg.Pool): Promise<readonly DemoPersona[]> {
  const { rows } = await pool.query<DemoPersona>(
    `select s.code as "staffCode", s.full_name as name, w.duty, a.name as agency
       from unnest($1::text[], $2::text[]) with ordinality as w (code, duty, place)
       join staff s on s.code = w.code and s.is_active
       join agencies a on a.id = s.agency_id
      where ${isDemoSql}
      order by w.place`,
    [duties.map(([code]) => code), duties.map(([, duty]) => duty)],
  );
  return rows;
}
