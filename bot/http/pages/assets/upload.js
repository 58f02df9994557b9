import { upload } from "./transport.js";
import { sizeOf } from "./words.js";

const maxBytes = 100 * 1_048_576;
const byId = (id) => document.getElementById(id);
const form = byId("upload-form");
const input = byId("file");
const drop = byId("drop");

function showChosen() {
  const file = input.files[0];
  if (file) byId("chosen").textContent = `${file.name} (${sizeOf(file.size)})`;
}

function showFault(sentence) {
  const fault = Object.assign(document.createElement("p"), {
    className: "fault",
    role: "alert",
    textContent: sentence,
  });
  byId("fault-place").replaceChildren(fault);
}

function showDone(name) {
  const sentence = document.createElement("p");
  sentence.className = "done";
  sentence.append(Object.assign(document.createElement("strong"), { textContent: name }));
  form.replaceChildren(
    sentence,
    "Hệ thống đang ghi nhận tệp. Biên nhận sẽ được gửi trong cuộc trò chuyện của anh/chị; trang này có thể đóng lại.",
  );
  byId("fault-place").replaceChildren();
  byId("notes").hidden = true;
  byId("choose-title").textContent = "Đã nhận tệp";
  byId("status").textContent = "Đã nhận tệp.";
}

async function send(file) {
  byId("send").disabled = true;
  byId("progress-place").hidden = false;
  byId("fault-place").replaceChildren();
  try {
    await upload(location.pathname, file, (share) => {
      byId("progress").value = share * 100;
      byId("progress-label").textContent = `Đang gửi… ${Math.floor(share * 100)}%`;
    });
    showDone(file.name);
  } catch (error) {
    showFault(
      error.message === "network"
        ? "Mất kết nối khi đang gửi. Anh/chị thử lại; trang này vẫn còn dùng được."
        : error.message,
    );
    byId("send").disabled = false;
    byId("progress-place").hidden = true;
  }
}

input.addEventListener("change", showChosen);
drop.addEventListener("dragover", (event) => {
  event.preventDefault();
  drop.classList.add("is-over");
});
drop.addEventListener("dragleave", () => drop.classList.remove("is-over"));
drop.addEventListener("drop", (event) => {
  event.preventDefault();
  drop.classList.remove("is-over");
  input.files = event.dataTransfer.files;
  showChosen();
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  const file = input.files[0];
  if (!file) return;
  if (file.size > maxBytes) showFault("Tệp lớn hơn 100 MB nên không gửi được.");
  else void send(file);
});
