import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { violations } from "@/testing/axe";
import { show } from "@/testing/render";
import type { Payment } from "../api";
import { RefundDialog } from "./RefundDialog";

const PAID = {
  id: "p1",
  amount: 4000,
  refunded: 1500,
  currency: "usd",
  description: "Manicure",
} as Payment;

it("gives back a part, and no more than is left", async () => {
  const sent: unknown[] = [];
  vi.stubGlobal("fetch", async (request: Request) => {
    sent.push(await request.json());
    return Response.json(PAID);
  });
  const onClose = vi.fn();
  const { baseElement } = await show(<RefundDialog payment={PAID} onClose={onClose} />);
  const amount = screen.getByLabelText("Amount, USD");
  expect(amount).toHaveValue("25.00");
  expect(await violations(baseElement as HTMLElement)).toEqual([]);

  await userEvent.clear(amount);
  await userEvent.type(amount, "25.01");
  expect(screen.getByRole("button", { name: "Refund" })).toBeDisabled();
  await userEvent.clear(amount);
  await userEvent.type(amount, "10{Enter}");

  await vi.waitFor(() => expect(onClose).toHaveBeenCalled());
  expect(sent).toEqual([{ amount: 1000 }]);
});
