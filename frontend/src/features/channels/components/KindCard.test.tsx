import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { ChannelAccount } from "@/shared/api/types";
import { violations } from "@/testing/axe";
import { aMe, aMember, BEN } from "@/testing/builders";
import { show } from "@/testing/render";
import { KindCard } from "./KindCard";

const ACCOUNT = {
  id: "w1",
  kind: "whatsapp",
  name: "Acme WhatsApp",
  external_id: "700100",
  state: "connected",
  last_event_at: null,
  last_error: "",
  token_expires_at: null,
  webhook_url: "",
  address: "https://wa.me/380441112233",
  can_sync: false,
} as unknown as ChannelAccount;

function card(accounts: ChannelAccount[], onConnect = () => {}) {
  return (
    <ul>
      <KindCard kind="whatsapp" accounts={accounts} onConnect={onConnect} />
    </ul>
  );
}

describe("the card of a channel", () => {
  it("lets an owner connect the first account", async () => {
    const onConnect = vi.fn();
    const { container } = await show(card([], onConnect));

    await userEvent.click(screen.getByRole("button", { name: "Connect WhatsApp" }));

    expect(onConnect).toHaveBeenCalledOnce();
    expect(await violations(container)).toEqual([]);
  });

  it("says of each account how it is, in plain words", async () => {
    const broken = { ...ACCOUNT, id: "w2", name: "Acme old", state: "error" as const };
    await show(card([ACCOUNT, broken]));

    expect(screen.getByRole("link", { name: /^Acme WhatsApp ?Works · no message yet$/ })).toHaveAttribute(
      "href",
      "/settings/channels/w1",
    );
    expect(
      screen.getByRole("link", { name: /^Acme old ?Has a problem: messages may not arrive$/ }),
    ).toBeVisible();
    expect(screen.getByRole("button", { name: "Connect another account: WhatsApp" })).toBeVisible();
  });

  it("offers an agent nothing to change", async () => {
    await show(card([]), aMe({ member: aMember("agent", BEN) }));

    expect(screen.queryByRole("button")).toBeNull();
    expect(screen.getByText("Not connected")).toBeVisible();
  });
});
