import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, ask } from "@/shared/api/client";
import { nextCursor, type Page } from "@/shared/api/paging";
import type { components } from "@/shared/api/schema";

type Schemas = components["schemas"];
export type Plan = Schemas["Plan"];
export type Current = Schemas["Current"];
export type Overview = Schemas["Overview"];
export type Payment = Schemas["Payment"];
export type Preview = Schemas["PlanPreview"];
export type Connect = Schemas["Connect"];
export type Finance = Schemas["Finance"];
export type Period = "month" | "year";

/** Everything about money starts with it, so that one word refreshes all. */
export const MONEY = ["money"] as const;
/** What the feature "plans" keeps under its own name. */
export const PLANS = ["plans"] as const;

export const plansQuery = queryOptions({
  queryKey: [...MONEY, "plans"],
  queryFn: async (): Promise<Plan[]> => (await ask(api.GET("/api/subscriptions/plans/"))).results,
});
export const currentQuery = queryOptions({
  queryKey: [...MONEY, "current"],
  queryFn: (): Promise<Current> => ask(api.GET("/api/subscriptions/current/")),
});
export const overviewQuery = queryOptions({
  queryKey: [...MONEY, "overview"],
  queryFn: (): Promise<Overview> => ask(api.GET("/api/subscriptions/billing/")),
});
export const connectQuery = queryOptions({
  queryKey: [...MONEY, "connect"],
  queryFn: (): Promise<Connect> => ask(api.GET("/api/finance/connect/")),
});

/** What customers can be asked to pay in. */
export const CURRENCIES = ["usd", "eur", "uah", "gbp", "pln"] as const;
export type Currency = (typeof CURRENCIES)[number];

/** What the price list is in, when customers can pay in it. */
export const ownCurrencyQuery = queryOptions({
  queryKey: [...MONEY, "currency"],
  queryFn: async (): Promise<Currency> => {
    const { currency } = await ask(api.GET("/api/company/"));
    return CURRENCIES.find((code) => code === currency.toLowerCase()) ?? "usd";
  },
});

/** "plans" is what is paid to us, "services" what customers pay to the business. */
export type Side = "plans" | "services";
const KINDS: Record<Side, string> = { plans: "subscription,once", services: "service" };

export const paymentsQuery = (side: Side) =>
  infiniteQueryOptions({
    queryKey: [...MONEY, "payments", side],
    queryFn: ({ pageParam }): Promise<Page<Payment>> =>
      ask(
        api.GET("/api/finance/payments/", {
          params: { query: { kind: KINDS[side], limit: 20, cursor: pageParam ?? undefined } },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: nextCursor,
  });

export const financeQuery = (from: string, to: string) =>
  queryOptions({
    queryKey: [...MONEY, "finance", from, to],
    queryFn: (): Promise<Finance> => ask(api.GET("/api/finance-data/", { params: { query: { from, to } } })),
    placeholderData: (before) => before,
  });

export const refresh = (): Promise<Overview> => ask(api.POST("/api/subscriptions/refresh/"));

/** A subscription, one that begins with a trial, or one period that does not renew itself. */
export type Way = "subscription" | "trial" | "once";

export const openCheckout = (plan: string, period: Period, way: Way) =>
  ask(
    api.POST("/api/subscriptions/checkout/", {
      body: { plan, period, is_trial: way === "trial", mode: way === "once" ? "once" : "subscription" },
    }),
  );

export const previewChange = (plan: string, period: Period): Promise<Preview> =>
  ask(api.POST("/api/subscriptions/preview/", { body: { plan, period } }));

export const changePlan = (plan: string, period: Period, at: string) =>
  ask(api.POST("/api/subscriptions/change/", { body: { plan, period, at } }));

export const cancelPlan = () => ask(api.POST("/api/subscriptions/cancel/"));
export const resumePlan = () => ask(api.POST("/api/subscriptions/resume/"));

export const openPortal = (forCard: boolean) =>
  ask(api.POST("/api/subscriptions/portal/", { body: { for_card: forCard } }));

export const activateCode = (code: string) =>
  ask(api.POST("/api/subscriptions/activate-code/", { body: { code } }));

export const onboard = () => ask(api.POST("/api/finance/connect/onboard/"));
export const openDashboard = () => ask(api.POST("/api/finance/connect/dashboard/"));

type Asked = { description: string; amount: number; currency: Schemas["CurrencyEnum"] };

export const askPayment = (body: Asked, key: string): Promise<Payment> =>
  ask(api.POST("/api/finance/payments/", { body, params: { header: { "Idempotency-Key": key } } }));

/** Give back `amount` minor units of a payment. */
export const refundPayment = (id: string, amount: number): Promise<Payment> =>
  ask(api.POST("/api/finance/payments/{id}/refund/", { params: { path: { id } }, body: { amount } }));
