import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { violations } from "@/testing/axe";
import { show } from "@/testing/render";
import { nextAfterGoogle } from "../api";
import { SignInPage } from "./SignInPage";

type Answer = { status: number; body: unknown };

/** Answer the page's calls by their address, and keep what was sent. */
function serve(answers: Record<string, Answer>) {
  const sent: { path: string; body: unknown }[] = [];
  vi.stubGlobal("fetch", async (request: Request) => {
    const { pathname } = new URL(request.url);
    const text = await request.text();
    sent.push({ path: pathname, body: text ? JSON.parse(text) : null });
    const answer = answers[pathname] ?? { status: 404, body: {} };
    return new Response(JSON.stringify(answer.body), {
      status: answer.status,
      headers: { "Content-Type": "application/json" },
    });
  });
  return sent;
}

const refusal = (code: string, data = {}) => ({ code, message: "", fields: {}, data });

describe("the sign-in page", () => {
  afterEach(() => vi.unstubAllGlobals());

  it("offers every way in", async () => {
    serve({});
    const { container } = await show(<SignInPage />);

    expect(screen.getByLabelText("Password")).toBeVisible();
    expect(screen.getByRole("button", { name: "Continue with Google" })).toBeVisible();
    expect(screen.getByRole("button", { name: "Get a code by e-mail" })).toBeVisible();
    expect(await violations(container)).toEqual([]);
  });

  it("asks for the second factor where it is on", async () => {
    const waiting = refusal("second_factor_needed", { pending: "p1", methods: ["totp"] });
    const sent = serve({
      "/api/auth/session/": { status: 401, body: waiting },
      "/api/auth/session/second-factor/": { status: 400, body: refusal("invalid_code") },
    });
    await show(<SignInPage />);
    await userEvent.type(screen.getByLabelText("E-mail"), "ada@acme.test");
    await userEvent.type(screen.getByLabelText("Password"), "secret words{Enter}");

    await userEvent.type(await screen.findByLabelText("Code from your app"), "123456{Enter}");

    expect(await screen.findByRole("alert")).toHaveTextContent(/This code is wrong/);
    expect(sent.at(-1)?.body).toEqual({ pending: "p1", code: "123456" });
  });

  it("sends a code and takes it", async () => {
    const sent = serve({
      "/api/auth/get-otp/": { status: 200, body: { flow: "f1" } },
      "/api/auth/session/code/": { status: 400, body: refusal("invalid_code") },
    });
    await show(<SignInPage />);
    await userEvent.click(screen.getByRole("button", { name: "Get a code by e-mail" }));
    await userEvent.type(screen.getByLabelText("E-mail"), "ada@acme.test{Enter}");

    await userEvent.type(await screen.findByLabelText("Code from the letter"), "654321{Enter}");

    expect(await screen.findByRole("alert")).toBeVisible();
    expect(sent.map(({ path }) => path)).toEqual(["/api/auth/get-otp/", "/api/auth/session/code/"]);
    expect(sent[1]?.body).toEqual({ flow: "f1", code: "654321" });
  });

  it("remembers where one was going while Google's page is open", async () => {
    serve({ "/api/auth/google/login/": { status: 200, body: { url: "#google" } } });
    await show(<SignInPage next="/join" />);

    await userEvent.click(screen.getByRole("button", { name: "Continue with Google" }));

    await waitFor(() => expect(window.location.hash).toBe("#google"));
    expect(nextAfterGoogle()).toBe("/join");
    window.sessionStorage.clear();
    window.location.hash = "";
  });
});
