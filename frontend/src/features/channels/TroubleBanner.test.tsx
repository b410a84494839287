import { screen } from "@testing-library/react";
import { vi } from "vitest";
import { aMe, aMember, BEN } from "@/testing/builders";
import { show } from "@/testing/render";
import { TroubleBanner } from "./TroubleBanner";

const DAY_MS = 24 * 60 * 60_000;
const ACCOUNT = {
  id: "w1",
  kind: "whatsapp",
  name: "Front desk",
  state: "connected",
  token_expires_at: null,
  hold: null,
};

function channels(...accounts: object[]) {
  const results = accounts.map((one) => ({ ...ACCOUNT, ...one }));
  vi.stubGlobal("fetch", async () => Response.json({ next: null, previous: null, results }));
}

const inDays = (days: number) => new Date(Date.now() + days * DAY_MS - 60_000).toISOString();

describe("the line over a workspace with a troubled channel", () => {
  it("leads an owner to a channel whose sign-in has ended", async () => {
    channels({ token_expires_at: inDays(-1) });
    await show(<TroubleBanner />);

    expect(await screen.findByRole("link", { name: "Mend it" })).toHaveAttribute(
      "href",
      "/settings/channels/w1",
    );
  });

  it("warns an owner in the last week before a sign-in ends", async () => {
    channels({ token_expires_at: inDays(3) }, { id: "w2", name: "Old number", token_expires_at: inDays(40) });
    await show(<TroubleBanner />);

    expect(await screen.findByText(/Front desk.* 3 days/)).toBeVisible();
  });

  it("says nothing about what can wait, and nothing to agents about what only an owner can renew", async () => {
    channels({ token_expires_at: inDays(3) });
    const { container } = await show(<TroubleBanner />, aMe({ member: aMember("agent", BEN) }));

    expect(container).toHaveTextContent(/^$/);
  });
});
