import type { AppealNotice } from "../../appeal/appeal-facts.ts";
import { clipped } from "../local-time.ts";
import { criteriaEn } from "./words.ts";
import { whoEn } from "./sign-off.ts";

/** That explanations have moved on, to the leader or the officer. */
export function noticeEn(notice: AppealNotice): string {
  switch (notice.kind) {
    case "submitted":
      return `${whoEn(notice.by)} sent you explanations to be signed: ${criteriaEn(notice.count)}.`;
    case "signed":
      return `${whoEn(notice.by)} signed explanations: ${criteriaEn(notice.count)}.`;
    case "returned":
      return `${whoEn(notice.by)} returned the explanation of criterion ${notice.code}: ${clipped(notice.comment, 2000)}`;
  }
}
