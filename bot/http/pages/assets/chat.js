import { openComposer, openFilePicking } from "./composer.js";
import { openLog } from "./log.js";
import { openSending } from "./sending.js";
import { follow } from "./stream.js";
import { readHistory } from "./transport.js";

/** How long to show that an answer is being made when none comes. */
const typingMs = 20_000;
const lostAfterMs = 6_000;

const byId = (id) => document.getElementById(id);
const scroller = byId("scroller");
const text = byId("text");
const older = byId("older");
const log = openLog(
  { scroller, list: byId("messages"), region: byId("log"), toEnd: byId("to-end") },
  (choice) => sending.choose(choice),
);
const sending = openSending({ log, onSent: showTyping, onSignedOut });

let typingTimer;
function showTyping() {
  clearTimeout(typingTimer);
  byId("typing").hidden = false;
  log.scrollToEnd();
  typingTimer = setTimeout(hideTyping, typingMs);
}

function hideTyping() {
  clearTimeout(typingTimer);
  byId("typing").hidden = true;
}

function onMessage(message) {
  // The stream may give again what lies further up than the page has loaded.
  if (olderCursor !== null && oldest && isEarlier(message, oldest)) return;
  const isNew = log.append(message);
  byId("welcome").hidden = true;
  if (isNew && message.from === "us") hideTyping();
}

let lostTimer;
function onState(state) {
  clearTimeout(lostTimer);
  const say = (words) => {
    if (byId("connection").textContent !== words) byId("connection").textContent = words;
  };
  if (state === "connected") say("Đang trực tuyến");
  else lostTimer = setTimeout(() => say("Mất kết nối, đang nối lại…"), lostAfterMs);
}

function onSignedOut() {
  location.assign("/login");
}

function say(words) {
  byId("welcome").hidden = true;
  sending.say(words);
}

let olderCursor = null;
let oldest;
let isLoading = false;
async function loadOlder() {
  if (olderCursor === null || isLoading) return;
  isLoading = true;
  try {
    const page = await readHistory({ before: olderCursor });
    log.prepend(page.messages);
    noteOldest(page);
  } catch {
    // The button stays; whoever wants the older messages presses it again.
    older.hidden = false;
  } finally {
    isLoading = false;
  }
}

function noteOldest({ messages, before }) {
  olderCursor = before;
  oldest = messages[0] ?? oldest;
  older.hidden = before === null;
}

/** The order of the history: by time, within one instant by number, what was said before a reply. */
function isEarlier(one, other) {
  if (one.at !== other.at) return one.at < other.at;
  if (one.from !== other.from) return one.from === "me";
  return BigInt(one.key.slice(1)) < BigInt(other.key.slice(1));
}

function focusLastChoices() {
  const choices = document.querySelectorAll(".is-last .choice-row button, .is-last .link-button");
  choices[0]?.focus();
  return choices.length > 0;
}

async function start() {
  const page = await firstPage();
  log.fill(page.messages);
  noteOldest(page);
  byId("welcome").hidden = !log.isEmpty();
  log.scrollToEnd();
  follow(page.after, { onMessage, onState, onSignedOut });
}

/** Without the history there is no cursor to go on from, so it is asked for until it comes. */
async function firstPage() {
  for (;;) {
    try {
      return await readHistory({});
    } catch (error) {
      if (error.isSignedOut) onSignedOut();
      onState("lost");
      await new Promise((resume) => setTimeout(resume, 3_000));
    }
  }
}

openComposer({ form: byId("composer"), text, onSay: say, onArrowUp: focusLastChoices });
openFilePicking({
  input: byId("file"),
  button: byId("attach"),
  place: byId("talk"),
  hint: byId("drop-here"),
  text,
  onFiles: (files) => {
    byId("welcome").hidden = true;
    sending.sendFiles(files);
  },
});
for (const button of document.querySelectorAll("[data-say]")) {
  button.addEventListener("click", () => say(button.dataset.say));
}
older.addEventListener("click", () => void loadOlder());
scroller.addEventListener("scroll", () => {
  if (scroller.scrollTop < 80) void loadOlder();
});
// On a phone the keyboard would cover the talk before anything is read.
if (matchMedia("(hover: hover)").matches) text.focus();
void start();
