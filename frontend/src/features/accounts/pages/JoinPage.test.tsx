import { act, screen } from "@testing-library/react";
import { show } from "@/testing/render";
import { dropInvitation } from "../invitation";
import { JoinPage } from "./JoinPage";

const invited = (name: string) => ({
  kind: "email",
  email: "dana@acme.test",
  role: "agent",
  invited_by: "Ada",
  has_account: false,
  workspace: { name, slug: "acme" },
  you: null,
});

describe("the page of an invitation", () => {
  afterEach(() => {
    dropInvitation();
    vi.unstubAllGlobals();
  });

  it("follows a second link in the same tab, and leaves neither in the address", async () => {
    const looked: string[] = [];
    vi.stubGlobal("fetch", async (request: Request) => {
      const { token } = await request.json();
      looked.push(token);
      return Response.json(invited(token === "one" ? "Acme" : "Globex"));
    });
    window.location.hash = "one";
    await show(<JoinPage />);
    expect(await screen.findByRole("heading", { name: /Acme/ })).toBeVisible();

    act(() => {
      window.location.hash = "two";
      window.dispatchEvent(new HashChangeEvent("hashchange"));
    });

    expect(await screen.findByRole("heading", { name: /Globex/ })).toBeVisible();
    expect(looked).toEqual(["one", "two"]);
    expect(window.location.hash).toBe("");
  });
});
