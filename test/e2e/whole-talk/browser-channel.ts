import type { Page } from "playwright-core";
import type { Channel, Heard } from "./door.ts";

const patienceMs = 20_000;

/** The web chat as a person uses it: types into its box, clicks its buttons, chooses files. */
export function browserChannel(page: Page): Channel {
  const messages = page.locator(".message.us");
  const box = page.locator("#text");
  let read = 0;
  let newest: { readonly place: number; readonly buttons: readonly string[] } | null = null;
  return {
    name: "trang web",
    say: async (text) => {
      await box.fill(text);
      await box.press("Enter");
    },
    press: async (label) => {
      const at = newest?.buttons.indexOf(label) ?? -1;
      if (!newest || at < 0) throw new Error(`there is no button "${label}"`);
      const button = messages.nth(newest.place).locator(".choices button").nth(at);
      const own = page.locator(".message.me");
      const said = await own.count();
      const isSaid = (): Promise<boolean> =>
        own.nth(said).waitFor({ state: "attached", timeout: 2_000 }).then(yes, no);
      // News that come in between move the page, and the click goes beside the button.
      do await button.click();
      while (!(await isSaid()));
    },
    send: (buffer, name) =>
      page.locator("#file").setInputFiles({ name, mimeType: "application/pdf", buffer }),
    next: async () => {
      const heard = JSON.parse(await page.evaluate(readingOf(read))) as Heard;
      if (heard.buttons.length > 0) newest = { place: read, buttons: heard.buttons };
      read += 1;
      return heard;
    },
  };
}

const yes = (): boolean => true;
const no = (): boolean => false;

/** Lets a person in by a one-time code, and gives the page of the chat. */
export async function enterByCode(page: Page, address: string, code: string): Promise<void> {
  await page.goto(`${address}/login`);
  await page.getByLabel("Mã mời hoặc mã liên kết").fill(code);
  await page.getByRole("button", { name: "Vào", exact: true }).click();
  await page.waitForURL("**/chat");
  await page.getByRole("status").getByText("Đang trực tuyến").waitFor();
}

/** Runs in the page: waits for a message of the bot and reads it with the labels of its buttons. */
function readingOf(place: number): string {
  return `new Promise((give, fail) => {
    const list = document.getElementById("messages");
    const look = () => {
      const message = list.querySelectorAll(".message.us")[${place}];
      if (!message) return;
      observer.disconnect();
      const words = (name) => [...message.querySelectorAll(name)].map((each) => each.textContent);
      const text = [...words(".bubble-title"), ...words(".bubble-text")].join("\\n");
      give(JSON.stringify({ text, buttons: words(".choices button") }));
    };
    const observer = new MutationObserver(look);
    observer.observe(list, { childList: true });
    setTimeout(() => fail(new Error("no further message came")), ${patienceMs});
    look();
  })`;
}
