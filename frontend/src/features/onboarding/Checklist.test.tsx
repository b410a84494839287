import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { show } from "@/testing/render";
import { Checklist } from "./Checklist";

function answers(results: { name: string; is_done: boolean }[]) {
  return vi.spyOn(globalThis, "fetch").mockImplementation(async (request) => {
    const { method } = request as Request;
    return method === "DELETE" ? new Response(null, { status: 204 }) : Response.json({ results });
  });
}

describe("the list of what is left", () => {
  it("links what is open and strikes out what is done", async () => {
    answers([
      { name: "knowledge", is_done: true },
      { name: "hours", is_done: false },
    ]);

    await show(<Checklist />);

    const open = await screen.findByRole("link");
    expect(open).toHaveAttribute("href", "/settings/hours");
    expect(screen.getAllByRole("listitem")).toHaveLength(2);
  });

  it("is put away with one press", async () => {
    const asked = answers([{ name: "hours", is_done: false }]);
    await show(<Checklist />);

    await userEvent.click(await screen.findByRole("button"));

    expect(screen.queryByRole("region")).toBeNull();
    expect(asked.mock.calls.map(([request]) => (request as Request).method)).toEqual(["GET", "DELETE"]);
  });

  it("is not there when there is nothing to show", async () => {
    answers([]);

    const { container } = await show(<Checklist />);

    expect(container).toBeEmptyDOMElement();
  });
});
