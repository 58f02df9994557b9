import type { CouncilItem } from "../../council/council.ts";
import type { Joint, JointScope, VoteAlone } from "../../council/joint.ts";
import type { Messages } from "../messages/catalogue.ts";
import type { Choice, Reply } from "../turn.ts";
import { councilKey } from "./council-talk.ts";

const pageLength = 8;

/** A page of the items that a member votes on together. */
export interface BallotPage extends Joint<VoteAlone> {
  readonly lines: readonly CouncilItem[];
  /** From 0. */
  readonly page: number;
  readonly pages: number;
}

/** Cuts a page out of a joint ballot; a page that is not there becomes the nearest. */
export function pageOfBallot(ballot: Joint<VoteAlone>, page: number): BallotPage {
  const pages = Math.max(1, Math.ceil(ballot.ready.length / pageLength));
  const shown = Math.min(Math.max(Number.isInteger(page) ? page : 0, 0), pages - 1);
  const lines = ballot.ready.slice(shown * pageLength, (shown + 1) * pageLength);
  return { ...ballot, lines, page: shown, pages };
}

/** The list of a joint ballot without buttons. */
export function jointBallot({ joint }: Messages, ballot: BallotPage): Reply {
  return { title: joint.title("vote"), text: joint.ballot(ballot) };
}

/** The votes for all together, each item to vote on alone, the other pages. */
export function jointRows(
  { joint, buttons }: Messages,
  scope: JointScope,
  { lines, page, pages }: BallotPage,
): readonly (readonly Choice[])[] {
  const turnTo = (to: number, label: string): Choice => ({
    ...{ key: councilKey("joint", scope, to), label },
  });
  const items = lines.map((item) => ({
    ...{ key: councilKey(item.number), label: joint.alone(item.number) },
  }));
  const rows = [
    [{ key: councilKey("votes", scope, "agree"), label: joint.button("agreeAll") }],
    [{ key: councilKey("votes", scope, "disagree"), label: joint.button("disagreeAll") }],
    [{ key: councilKey("votes", scope, "other"), label: joint.button("otherAll") }],
    items.slice(0, 4),
    items.slice(4),
    [
      ...(page > 0 ? [turnTo(page - 1, buttons.pageBack())] : []),
      ...(page < pages - 1 ? [turnTo(page + 1, buttons.pageOn())] : []),
    ],
  ];
  return rows.filter((row) => row.length > 0);
}
