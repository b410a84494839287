import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it, vi } from "vitest";
import { violations } from "@/testing/axe";
import { aMe, aMember, BEN } from "@/testing/builders";
import { show } from "@/testing/render";
import { InviteDialog } from "./InviteDialog";

let sent: unknown[] = [];
const onClose = vi.fn();

function answer(status: number, body: unknown) {
  vi.stubGlobal("fetch", async (request: Request) => {
    sent.push(await request.json());
    return Response.json(body, { status });
  });
}

beforeEach(() => {
  sent = [];
  onClose.mockClear();
});

it("sends a letter in the language that was chosen", async () => {
  answer(201, { email: "dora@acme.example", url: null });
  const { baseElement } = await show(<InviteDialog onClose={onClose} />);
  expect(await violations(baseElement as HTMLElement)).toEqual([]);

  await userEvent.type(screen.getByLabelText("E-mail"), "dora@acme.example");
  await userEvent.selectOptions(screen.getByLabelText("Role"), "viewer");
  await userEvent.selectOptions(screen.getByLabelText("Language of the letter"), "uk");
  await userEvent.click(screen.getByRole("button", { name: "Send the invitation" }));

  expect(sent).toEqual([
    { kind: "email", email: "dora@acme.example", language: "uk", role: "viewer", days: 7, max_uses: 1 },
  ]);
  expect(onClose).toHaveBeenCalled();
});

it("shows a link once, for so many people", async () => {
  answer(201, { email: "", url: "https://acme.parlor.test/join#token=t1" });
  await show(<InviteDialog onClose={onClose} />);

  await userEvent.click(screen.getByRole("radio", { name: "By a link" }));
  await userEvent.clear(screen.getByLabelText("For how many people"));
  await userEvent.type(screen.getByLabelText("For how many people"), "3");
  await userEvent.click(screen.getByRole("button", { name: "Make a link" }));

  expect(await screen.findByLabelText("Link")).toHaveValue("https://acme.parlor.test/join#token=t1");
  expect(sent).toEqual([{ kind: "link", label: "", role: "agent", days: 7, max_uses: 3 }]);
  expect(onClose).not.toHaveBeenCalled();
});

it("says at the address that somebody is invited already", async () => {
  answer(400, {
    code: "invalid",
    message: "No.",
    fields: { email: ["This person is in the team."] },
    data: {},
  });
  await show(<InviteDialog onClose={onClose} />);

  await userEvent.type(screen.getByLabelText("E-mail"), "ben@acme.example");
  await userEvent.click(screen.getByRole("button", { name: "Send the invitation" }));

  expect(await screen.findByText("This person is in the team.")).toBeVisible();
  expect(onClose).not.toHaveBeenCalled();
});

it("offers the administrator's role only to who may give it", async () => {
  const restricted = { ...aMember("admin", BEN), can_manage: false };
  await show(<InviteDialog onClose={onClose} />, aMe({ member: restricted }));

  const roles = [...(screen.getByLabelText("Role") as HTMLSelectElement).options].map((one) => one.value);
  expect(roles).toEqual(["agent", "viewer"]);
});
