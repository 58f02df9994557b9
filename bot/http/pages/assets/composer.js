/** The text box: Enter sends, Shift+Enter breaks the line, it grows with its content. */
export function openComposer({ form, text, onSay, onArrowUp }) {
  const fit = () => {
    text.style.height = "auto";
    text.style.height = `${text.scrollHeight + 2}px`;
  };
  const submit = () => {
    const said = text.value.trim();
    if (said === "") return;
    text.value = "";
    fit();
    onSay(said);
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
    text.focus();
  });
  text.addEventListener("input", fit);
  text.addEventListener("keydown", (event) => {
    // While a Vietnamese keyboard composes a word, Enter belongs to the keyboard.
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      submit();
    }
    if (event.key === "ArrowUp" && text.value === "" && onArrowUp()) event.preventDefault();
  });
}

/** Files by button, by dropping them anywhere on the talk, and by pasting a picture. */
export function openFilePicking({ input, button, place, hint, text, onFiles }) {
  button.addEventListener("click", () => input.click());
  input.addEventListener("change", () => {
    onFiles([...input.files]);
    input.value = "";
    text.focus();
  });
  const carriesFiles = (event) => event.dataTransfer?.types.includes("Files");
  place.addEventListener("dragover", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    hint.hidden = false;
  });
  place.addEventListener("dragleave", (event) => {
    if (!place.contains(event.relatedTarget)) hint.hidden = true;
  });
  place.addEventListener("drop", (event) => {
    hint.hidden = true;
    if (!carriesFiles(event)) return;
    event.preventDefault();
    onFiles([...event.dataTransfer.files]);
  });
  text.addEventListener("paste", (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    onFiles(files.map(named));
  });
}

/** Every pasted picture is called image.png; the time tells them apart. */
function named(file) {
  if (!/^image\.\w+$/.test(file.name)) return file;
  const stamp = new Date().toISOString().slice(0, 19).replaceAll(/[-:]/g, "").replace("T", "-");
  return new File([file], `anh-dan-${stamp}${file.name.slice(5)}`, { type: file.type });
}
