import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it, vi } from "vitest";
import type { Member } from "@/shared/api/types";
import { violations } from "@/testing/axe";
import { aMe, aMember, BEN } from "@/testing/builders";
import { show } from "@/testing/render";
import { MemberPage } from "./MemberPage";

const ROWS: [string, boolean, string, "allow" | "deny" | null][] = [
  ["conversations.reply", true, "role", null],
  ["knowledge.edit", false, "denied", "deny"],
  ["channels.manage", false, "role", null],
];

function colleague(change: Partial<Member> = {}): Member {
  return {
    ...BEN,
    email: "ben@acme.example",
    role: "agent",
    is_active: true,
    availability: "online",
    sees: "all",
    skills: [],
    working_week: [],
    ...change,
  };
}

function rightsOf(member: Member, canChange = true) {
  return {
    member: { id: member.id, name: member.name, role: member.role },
    can_change: canChange,
    permissions: ROWS.map(([name, is_allowed, reason, override]) => ({
      name,
      is_allowed,
      reason,
      by_role: reason === "role" ? is_allowed : !is_allowed,
      override,
      can_change: canChange,
    })),
  };
}

type Sent = { method: string; path: string; body: unknown };
let sent: Sent[] = [];

/** Answers of the server by path; what is written is kept in `sent`. */
function answers(member: Member, more: Record<string, { status: number; body: unknown }> = {}) {
  const all: Record<string, { status: number; body: unknown }> = {
    "/api/employees/": { status: 200, body: { next: null, previous: null, results: [member] } },
    [`/api/employees/${member.id}/`]: { status: 200, body: member },
    [`/api/employees/${member.id}/permissions/`]: { status: 200, body: rightsOf(member) },
    [`/api/employees/${member.id}/work/`]: { status: 200, body: { conversations: 3, service_keys: 1 } },
    "/api/teams/": {
      status: 200,
      body: { results: [{ id: "t1", name: "Hair", description: "", auto_assign: false, members: [] }] },
    },
    ...more,
  };
  vi.stubGlobal("fetch", async (request: Request) => {
    const path = new URL(request.url).pathname;
    if (request.method !== "GET") {
      const text = await request.text();
      sent.push({ method: request.method, path, body: text ? JSON.parse(text) : null });
    }
    const found = all[path] ?? { status: 404, body: { code: "not_found", message: "" } };
    return Response.json(found.body, { status: found.status });
  });
}

const page = (member: Member) => (
  <MemberPage memberId={member.id} skillNames={["Colour"]} guarded={(deed) => deed()} />
);

beforeEach(() => {
  sent = [];
});

it("shows what a person may do with the reason, and says otherwise with one press", async () => {
  const ben = colleague();
  answers(ben);
  const { container } = await show(page(ben));

  const denied = (await screen.findByText("Keep the knowledge", { selector: "p" })).closest("li");
  expect(denied).toHaveTextContent("Denied to this person.");
  await userEvent.click(
    within(screen.getByRole("group", { name: "Connect channels" })).getByRole("radio", {
      name: "Allow",
    }),
  );

  expect(sent).toEqual([
    {
      method: "PUT",
      path: `/api/employees/${ben.id}/permissions/`,
      body: { overrides: { "knowledge.edit": "deny", "channels.manage": "allow" } },
    },
  ]);
  expect(await violations(container)).toEqual([]);
});

it("gives a colleague hours of their own", async () => {
  const ben = colleague();
  answers(ben);
  await show(page(ben));

  await userEvent.click(await screen.findByLabelText("Working hours of their own"));
  await userEvent.click(screen.getByRole("button", { name: "Save" }));

  const week = [0, 1, 2, 3, 4, 5, 6].map((day) => (day < 5 ? [["09:00", "18:00"]] : []));
  expect(sent).toEqual([
    {
      method: "PATCH",
      path: `/api/employees/${ben.id}/`,
      body: { sees: "all", skills: [], working_week: week },
    },
  ]);
});

it("passes on the work of who leaves, and keeps keys only where that was said", async () => {
  const ben = colleague();
  answers(ben, { [`/api/employees/${ben.id}/deactivate/`]: { status: 200, body: ben } });
  await show(page(ben));

  await userEvent.click(await screen.findByRole("button", { name: "Deactivate" }));
  const dialog = await screen.findByRole("dialog");
  expect(await within(dialog).findByText(/3 conversations are under way/)).toBeVisible();
  await userEvent.selectOptions(within(dialog).getByLabelText("Who gets their work"), "Hair");
  await userEvent.click(within(dialog).getByRole("button", { name: "Deactivate" }));

  expect(sent.map(({ path, body }) => [path, body])).toEqual([
    [`/api/employees/${ben.id}/deactivate/`, { to_member: null, to_team: "t1", keeps_service_keys: false }],
  ]);
});

it("hands the workspace over, and says what the server refused", async () => {
  const ben = colleague();
  answers(ben, {
    [`/api/employees/${ben.id}/ownership/`]: {
      status: 409,
      body: { code: "already_owner", message: "This person owns the workspace already." },
    },
  });
  await show(page(ben));

  await userEvent.click(await screen.findByRole("button", { name: "Make owner" }));
  await userEvent.click(screen.getByLabelText("Stay an owner too"));
  await userEvent.click(screen.getByRole("button", { name: "Hand over" }));

  expect(sent[0]?.body).toEqual({ stays_owner: true });
  expect(await within(screen.getByRole("dialog")).findByRole("alert")).toBeVisible();
});

it("offers an administrator neither ownership nor a way to change themselves", async () => {
  const ben = colleague({ role: "admin" });
  answers(ben, {
    [`/api/employees/${ben.id}/permissions/`]: { status: 200, body: rightsOf(ben, false) },
  });
  await show(page(ben), aMe({ member: aMember("admin", BEN) }));

  expect(await screen.findByText("Why each is so stands beside it.")).toBeVisible();
  expect(screen.queryByRole("button", { name: "Make owner" })).toBeNull();
  expect(screen.queryByRole("button", { name: "Deactivate" })).toBeNull();
});

it("lets somebody back in", async () => {
  const ben = colleague({ is_active: false });
  answers(ben, { [`/api/employees/${ben.id}/reactivate/`]: { status: 200, body: ben } });
  await show(page(ben));

  await userEvent.click(await screen.findByRole("button", { name: "Let back in" }));

  expect(sent.map(({ path }) => path)).toEqual([`/api/employees/${ben.id}/reactivate/`]);
});
