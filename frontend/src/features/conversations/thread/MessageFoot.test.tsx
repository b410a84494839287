import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { vi } from "vitest";
import type { Message } from "@/shared/api/types";
import { aMe, aMember, BEN } from "@/testing/builders";
import { show } from "@/testing/render";
import { MessageFoot } from "./MessageFoot";

type Failure = NonNullable<Message["error"]>;

function failed(error: Failure, kind = "whatsapp"): Message {
  return { id: "m1", status: "failed", error, channel: { id: "c1", kind } } as unknown as Message;
}

describe("what stands under a message that did not go out", () => {
  it("says why in the words of the channel and sends it again", async () => {
    const act = vi.fn();
    const message = failed(
      { code: "unavailable", message: "Telegram is away.", way_out: "retry" },
      "telegram",
    );
    await show(<MessageFoot message={message} act={act} canReply />);

    expect(screen.getByRole("alert")).toHaveTextContent("Telegram did not answer.");
    await userEvent.click(screen.getByRole("button", { name: "Try again" }));
    expect(act).toHaveBeenCalledWith("retry", message);
  });

  it("leads whoever may to the channel that has to be connected again", async () => {
    const message = failed({ code: "sign_in_expired", message: "", way_out: "reconnect" });
    await show(<MessageFoot message={message} act={vi.fn()} canReply />);

    expect(screen.getByRole("link", { name: "Connect again" })).toHaveAttribute(
      "href",
      "/settings/channels/c1",
    );
    expect(screen.getByRole("button", { name: "Try again" })).toBeVisible();
  });

  it("leads nobody else there", async () => {
    const message = failed({ code: "sign_in_expired", message: "", way_out: "reconnect" });
    await show(
      <MessageFoot message={message} act={vi.fn()} canReply />,
      aMe({ member: aMember("agent", BEN) }),
    );

    expect(screen.queryByRole("link")).toBeNull();
  });

  it.each(["none", "template"] as const)(
    "offers no second try where it is of no use: %s",
    async (way_out) => {
      const message = failed({ code: "not_on_whatsapp", message: "", way_out });
      await show(<MessageFoot message={message} act={vi.fn()} canReply />);

      expect(screen.getByRole("alert")).toHaveTextContent("This number is not on WhatsApp");
      expect(screen.queryByRole("button", { name: "Try again" })).toBeNull();
    },
  );

  it("offers an approved text where only that gets through", async () => {
    const act = vi.fn();
    const message = failed({ code: "needs_template", message: "", way_out: "template" });
    await show(<MessageFoot message={message} act={act} canReply />);

    await userEvent.click(screen.getByRole("button", { name: "Send a template" }));
    expect(act).toHaveBeenCalledWith("template", message);
  });

  it("offers no template to who may not write", async () => {
    const message = failed({ code: "needs_template", message: "", way_out: "template" });
    await show(<MessageFoot message={message} act={vi.fn()} canReply={false} />);

    expect(screen.queryByRole("button", { name: "Send a template" })).toBeNull();
  });

  it("repeats the server's words where it has none of its own", async () => {
    const message = failed({ code: "987654", message: "WhatsApp refused it: odd.", way_out: "retry" });
    await show(<MessageFoot message={message} act={vi.fn()} canReply />);

    expect(screen.getByRole("alert")).toHaveTextContent("WhatsApp refused it: odd.");
  });
});
