import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { violations } from "@/testing/axe";
import { show } from "@/testing/render";
import { ApiKeysSection } from "./ApiKeysSection";
import { SecuritySection } from "./SecuritySection";

const SECURITY = {
  has_password: true,
  two_factor: false,
  recovery_codes_left: 0,
  passkeys: [{ id: 1, name: "My phone", created_at: "2026-11-20T10:00:00Z", last_used_at: null }],
  google: null,
  confirmed: false,
};
const SESSION = {
  id: "s1",
  kind: "browser",
  device: "Chrome, Windows",
  ip: "10.0.0.7",
  created_at: "2026-11-20T10:00:00Z",
  last_seen_at: "2026-11-20T10:00:00Z",
  is_current: true,
};
const SETUP = { secret: "ABCD", setup: "x", url: "otpauth://totp/x", qr: "data:image/svg+xml,x" };
const REFUSED = { code: "confirmation_needed", message: "", fields: {}, data: {} };

/** A server that wants to know once more who it is before it lets a lock be changed. */
function serve() {
  let isConfirmed = false;
  const sent: string[] = [];
  vi.stubGlobal("fetch", async (request: Request) => {
    const { pathname } = new URL(request.url);
    sent.push(`${request.method} ${pathname}`);
    const answer = (status: number, body: unknown) =>
      new Response(status === 204 ? null : JSON.stringify(body), {
        status,
        headers: { "Content-Type": "application/json" },
      });
    if (pathname.endsWith("/confirm/")) {
      isConfirmed = true;
      return answer(204, null);
    }
    if (pathname.endsWith("/totp/")) return isConfirmed ? answer(200, SETUP) : answer(403, REFUSED);
    if (pathname.endsWith("/security/")) return answer(200, SECURITY);
    if (pathname.endsWith("/sessions/")) {
      return answer(200, { results: [SESSION, { ...SESSION, id: "s2", is_current: false }] });
    }
    return answer(200, { results: [] });
  });
  return sent;
}

describe("the security page", () => {
  afterEach(() => vi.unstubAllGlobals());

  it("shows the locks and the devices", async () => {
    serve();
    const { container } = await show(<SecuritySection />);

    expect(await screen.findByText("My phone")).toBeVisible();
    expect(await screen.findByText("This device")).toBeVisible();
    expect(await violations(container)).toEqual([]);
  });

  it("asks who it is, and then goes on with what was wanted", async () => {
    const sent = serve();
    await show(<SecuritySection />);

    await userEvent.click(await screen.findByRole("button", { name: "Turn on" }));
    await userEvent.type(await screen.findByLabelText("Password"), "secret words{Enter}");

    expect(await screen.findByText("ABCD")).toBeVisible();
    expect(sent.filter((call) => call.startsWith("POST"))).toEqual([
      "POST /api/auth/two-factor/totp/",
      "POST /api/auth/confirm/",
      "POST /api/auth/two-factor/totp/",
    ]);
  });

  it("makes a key from an empty list", async () => {
    serve();
    const { container } = await show(<ApiKeysSection />);

    await userEvent.click(await screen.findByRole("button", { name: "Make a key" }));

    expect(await screen.findByLabelText("Name")).toBeVisible();
    expect(await violations(container)).toEqual([]);
  });
});
