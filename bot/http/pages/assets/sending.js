import { element, faultWord, messageItem } from "./bubble.js";
import { newId } from "./new-id.js";
import { postFile, postMessage, RefusedError } from "./transport.js";

const maxFileBytes = 100 * 1_048_576;

/**
 * Sends what the person says, one after the other so that the order holds, and shows how each
 * fares until the server has it.
 */
export function openSending({ log, onSent, onSignedOut }) {
  let queue = Promise.resolve();

  const run = (view, deliver) => {
    view.sending();
    queue = queue.then(async () => {
      try {
        await deliver();
        view.sent();
        onSent();
      } catch (error) {
        if (error instanceof RefusedError && error.isSignedOut) onSignedOut();
        const again = error instanceof RefusedError ? undefined : () => run(view, deliver);
        view.failed(error instanceof RefusedError ? error.message : undefined, again);
      }
    });
  };

  const sayMessage = (message, shown) => {
    const view = ownView(log, { ...shown, id: message.id });
    run(view, () => postMessage(message));
  };

  const sendFile = (file, group) => {
    const id = newId();
    const view = ownView(log, { id, text: "", file: { name: file.name, size: file.size } });
    const fault = faultOfFile(file);
    if (fault) view.failed(fault);
    else run(view, () => postFile({ id, group, file }, view.progress));
  };

  return {
    say: (text) => sayMessage({ id: newId(), text }, { text, file: null }),
    choose: ({ key, label }) =>
      sayMessage({ id: newId(), choice: { key, label } }, { text: label, file: null }),
    sendFiles: (files) => {
      const group = files.length > 1 ? newId() : undefined;
      for (const file of files) sendFile(file, group);
    },
  };
}

function faultOfFile({ size }) {
  if (size === 0) return "Tệp rỗng, không có nội dung.";
  if (size > maxFileBytes) return "Tệp lớn hơn 100 MB nên không gửi được.";
  return undefined;
}

/** The message on its way: sending, sent, or failed with a way to try again. */
function ownView(log, message) {
  const at = new Date().toISOString();
  const item = messageItem({ ...message, at, from: "me" });
  const meta = item.querySelector(".meta");
  const time = meta.textContent;
  const bar = message.file
    ? element("progress", { className: "upload-bar", max: 1, value: 0, ariaLabel: "Đang gửi tệp" })
    : undefined;
  if (bar) item.querySelector(".bubble").after(bar);
  log.appendOwn({ ...message, at }, item);
  return {
    sending: () => {
      if (bar) bar.hidden = false;
      meta.replaceChildren("Đang gửi…");
    },
    progress: (share) => {
      bar.value = share;
    },
    sent: () => {
      bar?.remove();
      meta.replaceChildren(time);
    },
    failed: (sentence, again) => {
      if (bar) bar.hidden = true;
      meta.replaceChildren(faultWord(sentence ?? "Chưa gửi được"));
      if (!again) return;
      const button = element("button", { type: "button", textContent: "Thử lại" });
      button.addEventListener("click", again);
      meta.append(button);
    },
  };
}
