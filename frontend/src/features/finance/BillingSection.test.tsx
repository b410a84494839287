import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it, vi } from "vitest";
import { violations } from "@/testing/axe";
import { aMe, aMember, BEN } from "@/testing/builders";
import { show } from "@/testing/render";
import { BillingSection } from "./BillingSection";

const LIMITS = {
  users: 3,
  messages: 500,
  documents: 100,
  integrations: 2,
  photos: 1000,
  conversations: null,
};
const plan = (code: string, name: string, month: string) => ({
  code,
  name,
  price_month: month,
  price_year: "0",
  currency: "usd",
  limits: { ...LIMITS, storage_mb: 1000 },
});
const STARTER = plan("starter", "Starter", "14.99");
const current = { plan: STARTER, paid_plan: "starter", state: "active", period: "month", cancel_at: null };
const overview = {
  is_set_up: true,
  is_subscribed: true,
  is_trial_open: false,
  trial_days: 14,
  card: "visa 4242 12/2034",
};

function answers(more: Record<string, unknown> = {}) {
  const all: Record<string, unknown> = {
    "/api/subscriptions/current/": {
      ...current,
      trial_ends_at: null,
      grace_ends_at: null,
      period_ends_at: "2026-12-21T10:00:00Z",
    },
    "/api/subscriptions/billing/": { ...overview, pay_url: "", waiting_plan: "" },
    "/api/subscriptions/plans/": { results: [STARTER, plan("professional", "Professional", "59.00")] },
    "/api/finance/payments/": { next: null, previous: null, results: [] },
    ...more,
  };
  vi.stubGlobal("fetch", async (request: Request) => {
    const body = all[new URL(request.url).pathname];
    return Response.json(body ?? { code: "not_found", message: "" }, { status: body ? 200 : 404 });
  });
}

beforeEach(() => answers());

it("shows the plan, the card and the way to another one", async () => {
  const { container } = await show(<BillingSection />);

  expect(await screen.findByText("•••• 4242", { exact: false })).toBeVisible();
  expect(screen.getByText("Renews on 21 Dec 2026.", { exact: false })).toBeVisible();
  expect(await screen.findByRole("button", { name: "Switch to Professional" })).toBeEnabled();
  expect(screen.queryByRole("button", { name: "Switch to Starter" })).toBeNull();
  expect(await violations(container)).toEqual([]);
});

it("says what a change costs before it is made", async () => {
  const lines = [
    { text: "Unused time on Starter", amount: -700 },
    { text: "Remaining time on Professional", amount: 2950 },
  ];
  answers({
    "/api/subscriptions/preview/": {
      due: 2250,
      credit: 0,
      currency: "usd",
      lines,
      next_amount: 5900,
      at: "2026-12-01T10:00:00Z",
    },
  });
  await show(<BillingSection />);

  await userEvent.click(await screen.findByRole("button", { name: "Switch to Professional" }));

  expect(await screen.findByText("$22.50")).toBeVisible();
  expect(screen.getByText("-$7.00")).toBeVisible();
  expect(screen.getByText("From then on $59.00 a month.", { exact: false })).toBeVisible();
});

it("tells who is behind until when all goes on, and where to pay", async () => {
  answers({
    "/api/subscriptions/current/": { ...current, state: "past_due", grace_ends_at: "2026-12-05T10:00:00Z" },
    "/api/subscriptions/billing/": { ...overview, pay_url: "https://pay.test/in_1", waiting_plan: "" },
  });
  await show(<BillingSection />);

  expect(await screen.findByRole("alert")).toHaveTextContent("Everything works until 5 Dec 2026.");
  expect(screen.getByRole("link", { name: "Pay now" })).toHaveAttribute("href", "https://pay.test/in_1");
});

it("shows payments to nobody but owners and admins", async () => {
  await show(<BillingSection />, aMe({ member: aMember("agent", BEN) }));

  expect(screen.getByText("Only the owner and admins see payments.")).toBeVisible();
});

it("sells one period alone to who has no subscription", async () => {
  answers({
    "/api/subscriptions/billing/": { ...overview, is_subscribed: false, pay_url: "", waiting_plan: "" },
  });
  await show(<BillingSection />);

  const offered = await screen.findAllByRole("button", { name: /Pay once for a month/ });

  expect(offered.map((one) => one.textContent)).toEqual(["Pay once for a month: Professional"]);
});
