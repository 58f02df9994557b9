import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { endSession, openSession, staffIdOf } from "../../adapters/db/web-session-repository.ts";
import type { Redemption } from "../../usecases/redeem-code.ts";
import { browserLabel } from "./browser-label.ts";
import { wantsPage } from "./error-response.ts";
import { HttpError } from "./http-error.ts";
import { html, type Html, loadPage, sendPage } from "./page.ts";
import type { Persona, ServerDependencies } from "./server-dependencies.ts";
import { clearSessionCookie, sessionOf, setSessionCookie } from "./session-cookie.ts";

const codeForm = z.object({ code: z.string().max(100) });
const personaForm = z.object({ staffCode: z.string().max(100) });
/** Tries of one address within a minute, over and above the counting of wrong codes. */
const triesPerMinute = 20;

/** Logging in by a one-time code, or in the demo as one of its people, and out again. */
export function registerLogin(app: FastifyInstance, deps: ServerDependencies): void {
  const page = loginPage(deps);
  const config = { rateLimit: { max: triesPerMinute, timeWindow: 60_000 } };

  app.get("/login", async (request, reply) => {
    if (await sessionOf(deps, request, reply)) return reply.redirect("/chat", 303);
    return sendPage(reply, 200, await page(""));
  });

  app.post("/login", { config }, async (request, reply) => {
    const form = codeForm.safeParse(request.body);
    const code = form.success ? form.data.code : "";
    const redeemed = await deps.redeem(code, deps.sourceOfAddress(request.ip));
    if (redeemed.kind === "good") return enter(deps, redeemed.staffId, request, reply);
    const { status, sentence } = refusals[redeemed.kind];
    if (!wantsPage(request)) throw new HttpError(status, sentence);
    return sendPage(reply, status, await page(sentence));
  });

  app.post("/logout", async (request, reply) => {
    const session = await sessionOf(deps, request, reply);
    if (session) await endSession(deps.pool, session.id, deps.clock.now());
    clearSessionCookie(deps, reply);
    return wantsPage(request) ? reply.redirect("/login", 303) : { ok: true };
  });

  if (deps.isDemo) registerDemoDoor(app, deps);
}

/** The demo's people may be entered by anybody who reaches the page; all others never. */
function registerDemoDoor(app: FastifyInstance, deps: ServerDependencies): void {
  app.get("/demo/personas", async () => ({ personas: await deps.personas() }));

  app.post("/demo/enter", async (request, reply) => {
    const form = personaForm.safeParse(request.body);
    const wanted = form.success ? form.data.staffCode : "";
    const isPersona = (await deps.personas()).some(({ staffCode }) => staffCode === wanted);
    const staffId = isPersona ? await staffIdOf(deps.pool, wanted) : undefined;
    if (staffId === undefined) throw new HttpError(404, "Không có vai trình diễn này.");
    return enter(deps, staffId, request, reply);
  });
}

async function enter(
  deps: ServerDependencies,
  staffId: string,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const before = await sessionOf(deps, request, reply);
  const now = deps.clock.now();
  if (before) await endSession(deps.pool, before.id, now);
  const label = browserLabel(request.headers["user-agent"]);
  setSessionCookie(deps, reply, await openSession(deps.pool, { staffId, label, now }));
  return wantsPage(request) ? reply.redirect("/chat", 303) : { ok: true };
}

const refusals: Readonly<
  Record<
    Exclude<Redemption["kind"], "good">,
    { readonly status: number; readonly sentence: string }
  >
> = {
  unknown: {
    status: 403,
    sentence: "Mã không đúng. Anh/chị kiểm tra lại từng ký tự; mã gồm 8 chữ và số.",
  },
  expired: {
    status: 403,
    sentence: "Mã đã hết hạn. Anh/chị xin mã mới từ cán bộ điều phối của Sở Nội vụ.",
  },
  used: {
    status: 403,
    sentence:
      "Mã đã được dùng. Mỗi mã dùng một lần; anh/chị xin mã mới, hoặc gõ /lienket ở nơi đang đăng nhập.",
  },
  locked: {
    status: 429,
    sentence: "Đã nhập sai quá nhiều lần. Anh/chị đợi 15 phút rồi thử lại.",
  },
};

function loginPage(deps: ServerDependencies): (fault: string) => Promise<string> {
  const page = loadPage("login.html");
  return async (fault) =>
    page({
      province: deps.province,
      ribbon: demoRibbon(deps),
      fault: fault === "" ? "" : html`<p class="fault" role="alert">${fault}</p>`,
      codeState: fault === "" ? "" : html`aria-invalid="true" autofocus`,
      personas: deps.isDemo ? personaList(await deps.personas()) : "",
    });
}

/** The mark that every page of the demo carries. */
export function demoRibbon({ isDemo }: Pick<ServerDependencies, "isDemo">): Html | "" {
  return isDemo
    ? html`<aside class="ribbon" aria-label="Bản trình diễn">
        <p><strong>DEMO</strong> Dữ liệu hư cấu, chỉ để trình diễn</p>
      </aside>`
    : "";
}

function personaList(personas: readonly Persona[]): Html {
  const buttons = personas.map(
    ({ staffCode, name, duty, agency }) =>
      html`<li>
        <button class="persona" name="staffCode" value="${staffCode}">
          <span class="persona-face" aria-hidden="true">${initialsOf(name)}</span>
          <span class="persona-words"
            ><strong>${name}</strong> <span>${duty}</span>
            <span class="persona-agency">${agency}</span></span
          >
        </button>
      </li>`,
  );
  return html`<section class="card" aria-labelledby="demo-title">
    <h2 id="demo-title">Vào thử ngay</h2>
    <p class="hint">Chọn một vai để vào, không cần mã.</p>
    <form method="post" action="/demo/enter">
      <ul class="personas">
        ${buttons}
      </ul>
    </form>
  </section>`;
}

function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  return [words.at(-2), words.at(-1)].map((word) => word?.charAt(0) ?? "").join("");
}
