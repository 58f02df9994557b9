import { kindOf, sizeOf, timeOf } from "./words.js";

/** Makes an element; what is undefined among the children is left out. */
export function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children.filter((child) => child !== undefined));
  return made;
}

/** One message as a list item; `onChoice` is told which button was pressed. */
export function messageItem(message, onChoice) {
  return message.from === "me" ? ownItem(message) : replyItem(message, onChoice);
}

function ownItem(message) {
  const state = message.isDead ? faultWord("Chấm chưa xử lý được tin này") : undefined;
  return element(
    "li",
    { className: "message me" },
    element(
      "div",
      { className: "bubble" },
      hidden("Anh/chị: "),
      message.file ? fileLine(message.file) : undefined,
      message.text
        ? element("span", { className: "bubble-text", textContent: message.text })
        : undefined,
    ),
    element("div", { className: "meta" }, timeOf(new Date(message.at)), state ? " · " : "", state),
  );
}

function replyItem(message, onChoice) {
  return element(
    "li",
    { className: "message us" },
    element(
      "div",
      { className: "bubble" },
      hidden("Chấm: "),
      message.title
        ? element("strong", { className: "bubble-title", textContent: message.title })
        : undefined,
      message.picture ? pictureLink(message.picture) : undefined,
      element("span", { className: "bubble-text" }, ...linked(message.text)),
    ),
    message.link ? linkButton(message.link) : undefined,
    message.choices ? choiceRows(message.choices, onChoice) : undefined,
    element("div", { className: "meta" }, timeOf(new Date(message.at))),
  );
}

/** A picture of the talk; pressed, it opens by itself, where it can be made larger. */
function pictureLink({ id, label, width, height }) {
  const src = `/chat/pictures/${encodeURIComponent(id)}`;
  return element(
    "a",
    { className: "bubble-picture", href: src, target: "_blank", rel: "noopener" },
    element("img", { src, alt: label, width, height, loading: "lazy" }),
  );
}

function choiceRows(rows, onChoice) {
  return element(
    "div",
    { className: "choices" },
    ...rows.map((row) =>
      element(
        "div",
        { className: "choice-row" },
        ...row.map((choice) => {
          const button = element("button", { type: "button", textContent: choice.label });
          button.addEventListener("click", () => onChoice(choice));
          return button;
        }),
      ),
    ),
  );
}

function linkButton({ label, url }) {
  if (!/^https?:\/\//.test(url) && !url.startsWith("/")) return undefined;
  return element(
    "div",
    { className: "choice-row" },
    element("a", {
      className: "button link-button",
      href: url,
      target: "_blank",
      rel: "noopener",
      textContent: `${label} ↗`,
    }),
  );
}

/** Words with their addresses made into links. */
function linked(text) {
  return text
    .split(/(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]])/)
    .map((part, index) =>
      index % 2 === 0
        ? part
        : element("a", { href: part, target: "_blank", rel: "noopener", textContent: part }),
    );
}

function fileLine({ name, size }) {
  return element(
    "span",
    { className: "file" },
    element("span", { className: "file-mark", textContent: kindOf(name), ariaHidden: "true" }),
    element(
      "span",
      {},
      name,
      " ",
      element("span", { className: "file-size", textContent: sizeOf(size) }),
    ),
  );
}

/** Words in the colour of a fault. */
export function faultWord(words) {
  return element("span", { className: "fault-word", textContent: words });
}

function hidden(words) {
  return element("span", { className: "visually-hidden", textContent: words });
}
