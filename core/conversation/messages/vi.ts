import type { Messages } from "./catalogue.ts";
import { refusalVi } from "./refusal-vi.ts";
import { commandsVi } from "./vi/commands.ts";
import { buttonsVi, commonVi, menuVi, registerVi } from "./vi/common.ts";
import { evidenceVi, noticeVi } from "./vi/evidence.ts";
import { historyVi } from "./vi/history.ts";
import { leafVi } from "./vi/leaf.ts";
import { listVi } from "./vi/list.ts";
import { submitVi } from "./vi/submit.ts";
import { whyVi } from "./vi/why.ts";

/** What the bot says in Vietnamese. */
export const vi: Messages = {
  language: "vi",
  common: commonVi,
  buttons: buttonsVi,
  register: registerVi,
  menu: menuVi,
  leaf: leafVi,
  list: listVi,
  evidence: evidenceVi,
  notice: noticeVi,
  submit: submitVi,
  commands: commandsVi,
  why: whyVi,
  history: historyVi,
  fileRefusal: refusalVi,
};
