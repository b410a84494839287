import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { violations } from "@/testing/axe";
import { show } from "@/testing/render";
import { NewsBanner } from "./NewsBanner";

const TONIGHT = {
  id: "01920000-0000-7000-8000-000000000001",
  severity: "warning",
  title: "Maintenance tonight",
  text: "For ten minutes.",
  link: "",
  ends_at: "2099-01-01T00:00:00Z",
};

function answerWith(results: object[]) {
  return vi.spyOn(globalThis, "fetch").mockImplementation(async (request) => {
    const { method } = request as Request;
    return method === "POST" ? new Response(null, { status: 204 }) : Response.json({ results });
  });
}

it("tells what is announced, until it is put away", async () => {
  const fetched = answerWith([TONIGHT]);
  const { container } = await show(<NewsBanner />);
  await screen.findByText("Maintenance tonight");
  expect(await violations(container)).toEqual([]);

  await userEvent.click(screen.getByRole("button", { name: "Put away: Maintenance tonight" }));

  expect(screen.queryByText("Maintenance tonight")).toBeNull();
  const posted = fetched.mock.calls
    .map(([request]) => request as Request)
    .find(({ method }) => method === "POST");
  expect(new URL(posted?.url ?? "").pathname).toBe(`/api/announcements/${TONIGHT.id}/dismiss/`);
});

it("takes no room while nothing is announced", async () => {
  answerWith([]);
  const { container } = await show(<NewsBanner />);

  expect(container.querySelector("section")).toBeNull();
});
