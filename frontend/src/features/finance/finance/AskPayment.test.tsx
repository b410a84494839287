import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { show } from "@/testing/render";
import { AskPayment } from "./AskPayment";

/** A business that reckons in hryvnias, and a Stripe that is away. */
function serve() {
  const sent: { key: string | null; body: unknown }[] = [];
  vi.stubGlobal("fetch", async (request: Request) => {
    if (new URL(request.url).pathname === "/api/company/") return Response.json({ currency: "UAH" });
    sent.push({ key: request.headers.get("Idempotency-Key"), body: await request.json() });
    return Response.json(
      { code: "payments_unavailable", message: "", fields: {}, data: {} },
      { status: 503 },
    );
  });
  return sent;
}

it("asks in the currency of the price list, and anew when the amount was changed", async () => {
  const sent = serve();
  await show(<AskPayment onClose={() => {}} />);
  expect(await screen.findByDisplayValue("UAH")).toBeVisible();
  await userEvent.type(screen.getByLabelText("What for"), "Manicure");

  await userEvent.type(screen.getByLabelText("Amount"), "650{Enter}");
  await screen.findByRole("alert");
  await userEvent.click(screen.getByRole("button", { name: "Make the link" }));
  await userEvent.clear(screen.getByLabelText("Amount"));
  await userEvent.type(screen.getByLabelText("Amount"), "700{Enter}");

  await vi.waitFor(() => expect(sent).toHaveLength(3));
  expect(sent.map(({ body }) => body)).toEqual(
    [65000, 65000, 70000].map((amount) => ({ description: "Manicure", amount, currency: "uah" })),
  );
  expect(sent[1]?.key).toBe(sent[0]?.key);
  expect(sent[2]?.key).not.toBe(sent[0]?.key);
});
