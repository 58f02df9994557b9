import type { AppealNotice } from "../../appeal/appeal-facts.ts";
import { clipped } from "../local-time.ts";
import { whoVi } from "./sign-off.ts";

/** That explanations have moved on, to the leader or the officer. */
export function noticeVi(notice: AppealNotice): string {
  switch (notice.kind) {
    case "submitted":
      return `${whoVi(notice.by)} trình anh/chị ký giải trình ${notice.count} tiêu chí.`;
    case "signed":
      return `${whoVi(notice.by)} đã ký giải trình ${notice.count} tiêu chí.`;
    case "returned":
      return `${whoVi(notice.by)} trả lại giải trình tiêu chí ${notice.code}: ${clipped(notice.comment, 2000)}`;
  }
}
