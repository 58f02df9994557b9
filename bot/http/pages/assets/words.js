/** The province's time, as the talk itself tells it, wherever the browser is. */
const timeZone = "Asia/Ho_Chi_Minh";
const clock = new Intl.DateTimeFormat("vi-VN", { hour: "2-digit", minute: "2-digit", timeZone });
const day = new Intl.DateTimeFormat("vi-VN", {
  weekday: "long",
  day: "2-digit",
  month: "2-digit",
  year: "numeric",
  timeZone,
});
const dayMs = 86_400_000;

/** The time of day: "09:32". */
export function timeOf(at) {
  return clock.format(at);
}

/** The day as people say it: "Hôm nay", "Hôm qua", or in full. */
export function dayOf(at) {
  const words = day.format(at);
  if (words === day.format(Date.now())) return "Hôm nay";
  if (words === day.format(Date.now() - dayMs)) return "Hôm qua";
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A number of bytes: "1,4 MB". */
export function sizeOf(bytes) {
  if (bytes === null || bytes === undefined) return "";
  if (bytes < 1_024) return `${bytes} byte`;
  if (bytes < 1_048_576) return `${Math.round(bytes / 1_024)} KB`;
  return `${(bytes / 1_048_576).toLocaleString("vi-VN", { maximumFractionDigits: 1 })} MB`;
}

/** The extension of a file's name, for its mark. */
export function kindOf(name) {
  const match = /\.([^.]{1,5})$/.exec(name);
  return match ? match[1] : "tệp";
}
