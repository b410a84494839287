import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { aConversation } from "@/testing/builders";
import { show } from "@/testing/render";
import { Composer } from "./Composer";
import { outbox } from "./outbox";
import { useComposer } from "./useComposer";

const CONVERSATION = aConversation();
const reply = (shortcut: string, text: string) => ({
  id: shortcut,
  shortcut,
  title: "",
  text,
  attachments: [],
});
const PRICES = reply("prices", "All prices, with the adr of our page");
const ADDRESS = reply("adr", "5 Franko street");

function Desk() {
  return (
    <Composer
      conversation={CONVERSATION}
      composer={useComposer(CONVERSATION)}
      people={[]}
      later={null}
      onLater={() => {}}
    />
  );
}

/** A server that answers what `answers` has and leaves the rest open; returns the replies that were taken. */
function serve(answers: Record<string, unknown[]>): string[] {
  const taken: string[] = [];
  vi.stubGlobal("fetch", async (request: Request) => {
    const url = new URL(request.url);
    if (url.pathname.endsWith("/preview/")) {
      const { reply, use } = await request.json();
      if (use) taken.push(reply);
    }
    const found = url.pathname.endsWith("/canned-replies/") && answers[url.searchParams.get("q") ?? ""];
    return found ? Response.json({ results: found }) : new Promise(() => {});
  });
  return taken;
}

describe("canned replies while one types", () => {
  it("put what was typed whole first, however often others are used", async () => {
    serve({ "": [PRICES, ADDRESS], adr: [PRICES, ADDRESS] });
    await show(<Desk />);

    await userEvent.type(screen.getByRole("textbox"), "/adr");

    await waitFor(() => expect(screen.getAllByRole("option")[0]).toHaveTextContent("/adr"));
  });

  it("pick what fits of the last answer while the next one is on its way", async () => {
    const taken = serve({ "": [PRICES, ADDRESS] });
    await show(<Desk />);
    await userEvent.type(screen.getByRole("textbox"), "/");
    await screen.findAllByRole("option");

    await userEvent.type(screen.getByRole("textbox"), "adr{Enter}");

    await waitFor(() => expect(taken).toEqual(["adr"]));
  });

  it("send nothing before it is known what the letters stand for", async () => {
    serve({});
    const hand = vi.spyOn(outbox, "hand");
    await show(<Desk />);

    await userEvent.type(screen.getByRole("textbox"), "/adr{Enter}");

    expect(hand).not.toHaveBeenCalled();
    expect(screen.getByRole("textbox")).toHaveValue("/adr");
  });

  it("send letters that stand for nothing", async () => {
    serve({ "": [], xyz: [] });
    const hand = vi.spyOn(outbox, "hand").mockReturnValue({ clientId: "k1", done: Promise.resolve() });
    await show(<Desk />);

    await userEvent.type(screen.getByRole("textbox"), "/xyz");
    await waitFor(async () => {
      await userEvent.keyboard("{Enter}");
      expect(hand).toHaveBeenCalledOnce();
    });

    expect(hand.mock.calls[0]?.[1].text).toBe("/xyz");
  });
});
