import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { lastPage } from "@/testing/builders";
import { show } from "@/testing/render";
import { SearchOverlay } from "./SearchOverlay";

async function open(inside: string | null, openId: string | null) {
  const asked: URLSearchParams[] = [];
  vi.spyOn(globalThis, "fetch").mockImplementation(async (given) => {
    const { pathname, searchParams } = new URL((given as Request).url);
    if (pathname === "/api/search/") asked.push(searchParams);
    return Response.json({ ...lastPage(), corrected: [] });
  });
  await show(<SearchOverlay initial="gel" inside={inside} openId={openId} />);
  await screen.findByText(/Nothing found/);
  return { asked, wanted: () => [asked.at(-1)?.get("in"), asked.at(-1)?.get("conversation")] };
}

describe("the search", () => {
  it("stays inside one conversation until told otherwise", async () => {
    const { wanted } = await open("c1", "c1");
    expect(wanted()).toEqual(["messages", "c1"]);

    await userEvent.click(screen.getByRole("button", { name: "Contacts" }));

    await vi.waitFor(() => expect(wanted()).toEqual(["contacts", null]));
  });

  it("can be narrowed to the conversation that is open", async () => {
    const { wanted } = await open(null, "c1");
    expect(wanted()).toEqual(["messages", null]);

    await userEvent.click(screen.getByRole("button", { name: "In this conversation" }));

    await vi.waitFor(() => expect(wanted()).toEqual(["messages", "c1"]));
  });

  it("offers no conversation where none is open", async () => {
    await open(null, null);

    expect(screen.queryByRole("button", { name: "In this conversation" })).toBeNull();
  });
});
