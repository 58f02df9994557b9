import { element, messageItem } from "./bubble.js";
import { dayOf } from "./words.js";

/** How far from the end counts as reading the newest, in pixels. */
const nearPx = 120;

/** The list of messages: shows each once, in order, and keeps the reader's place. */
export function openLog({ scroller, list, region, toEnd }, onChoice) {
  const view = { scroller, list, toEnd };
  /** Keys of what is shown, and what is still being sent by its id. */
  const state = { shown: new Set(), own: new Map() };
  toEnd.addEventListener("click", () => scrollToEnd(view));
  let wasAtEnd = true;
  scroller.addEventListener("scroll", () => {
    wasAtEnd = isNearEnd(view);
    if (wasAtEnd) toEnd.hidden = true;
  });
  // A keyboard that opens or a phone that is turned leaves the newest in sight.
  new ResizeObserver(() => {
    if (wasAtEnd) scrollToEnd(view);
  }).observe(scroller);
  const append = (message) => {
    if (state.shown.has(message.key)) return false;
    state.shown.add(message.key);
    if (!confirmOwn(state, message, onChoice)) addAtEnd(view, message, onChoice);
    return true;
  };
  return {
    /** Adds a stored message; false when it was there before. */
    append,
    /** Shows what is still being sent; the stored message takes its place later. */
    appendOwn: (message, item) => {
      addDay(list, message.at);
      list.append(item);
      unmarkLast(list);
      state.own.set(message.id, item);
      scrollToEnd(view);
    },
    /** Adds older messages above, without moving what is being read. */
    prepend: (messages) =>
      quietly(region, () => addAtStart(view, unseen(state, messages), onChoice)),
    fill: (messages) => quietly(region, () => messages.forEach(append)),
    scrollToEnd: () => scrollToEnd(view),
    isEmpty: () => list.childElementCount === 0,
  };
}

/** The stored form of what this page sent takes the place of the one on its way. */
function confirmOwn({ own }, message, onChoice) {
  const waiting = message.from === "me" ? own.get(message.id) : undefined;
  if (!waiting) return false;
  waiting.replaceWith(messageItem(message, onChoice));
  own.delete(message.id);
  return true;
}

function addAtEnd(view, message, onChoice) {
  const follow = isNearEnd(view);
  addDay(view.list, message.at);
  const item = messageItem(message, onChoice);
  view.list.append(item);
  // A notice without buttons leaves those of the question before it in sight.
  if (message.from === "me" || message.choices || message.link) unmarkLast(view.list);
  if (message.choices || message.link) item.classList.add("is-last");
  if (follow) scrollToEnd(view);
  else view.toEnd.hidden = false;
}

function addAtStart({ scroller, list }, messages, onChoice) {
  const before = scroller.scrollHeight;
  const older = element("ol");
  for (const message of messages) {
    addDay(older, message.at);
    older.append(messageItem(message, onChoice));
  }
  const first = list.querySelector(".day");
  if (first?.textContent === lastDayIn(older)) first.remove();
  list.prepend(...older.children);
  scroller.scrollTop += scroller.scrollHeight - before;
}

function unseen({ shown }, messages) {
  const news = messages.filter(({ key }) => !shown.has(key));
  for (const { key } of news) shown.add(key);
  return news;
}

/** A new day gets its line. */
function addDay(list, at) {
  const words = dayOf(new Date(at));
  if (lastDayIn(list) === words) return;
  list.append(element("li", { className: "day", textContent: words }));
}

function lastDayIn(list) {
  const days = list.querySelectorAll(".day");
  return days[days.length - 1]?.textContent;
}

function isNearEnd({ scroller }) {
  return scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < nearPx;
}

function scrollToEnd({ scroller, toEnd }) {
  scroller.scrollTop = scroller.scrollHeight;
  toEnd.hidden = true;
}

/** Only what comes in is read out, not what is filled in. */
function quietly(region, change) {
  region.ariaLive = "off";
  change();
  // Readers look at the region a moment after the change.
  setTimeout(() => {
    region.ariaLive = "polite";
  }, 500);
}

/** The buttons of the newest question stand out; older ones stay usable but quiet. */
function unmarkLast(list) {
  for (const each of list.querySelectorAll(".is-last")) each.classList.remove("is-last");
}
