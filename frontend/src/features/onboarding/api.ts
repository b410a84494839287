import { queryOptions } from "@tanstack/react-query";
import { api, ask } from "@/shared/api/client";
import type { components } from "@/shared/api/schema";

type Schemas = components["schemas"];
export type Wizard = Schemas["Onboarding"];
export type Stepped = Schemas["Stepped"];
export type WebsiteCard = Schemas["WebsiteCard"];
export type Plan = Schemas["Plan"];
export type Period = "month" | "year";
export type Brand = Schemas["BrandStepRequest"];
export type Persona = Schemas["PersonaStep"];
export type TypedService = Schemas["TypedServiceRequest"];
export type Played = Schemas["PlayedTurn"];

export const STEPS = ["brand", "persona", "channels", "plan", "import", "test"] as const;
export type StepName = (typeof STEPS)[number];

export const WIZARD = ["onboarding"] as const;

export const wizardQuery = queryOptions({
  queryKey: WIZARD,
  queryFn: (): Promise<Wizard> => ask(api.GET("/api/onboarding/")),
});
export const checklistQuery = queryOptions({
  queryKey: [...WIZARD, "checklist"],
  queryFn: async () => (await ask(api.GET("/api/onboarding/checklist/"))).results,
  // What is done is done elsewhere: whoever comes back sees it ticked.
  refetchOnWindowFocus: "always",
  refetchOnMount: "always",
});
export const plansQuery = queryOptions({
  queryKey: [...WIZARD, "plans"],
  queryFn: async (): Promise<Plan[]> => (await ask(api.GET("/api/subscriptions/plans/"))).results,
});
export const moneyQuery = queryOptions({
  queryKey: [...WIZARD, "money"],
  queryFn: () => ask(api.GET("/api/subscriptions/billing/")),
});
export const slugQuery = (slug: string) =>
  queryOptions({
    queryKey: [...WIZARD, "slug", slug],
    queryFn: () => ask(api.GET("/api/auth/slug/", { params: { query: { slug } } })),
    enabled: slug !== "",
    staleTime: 30_000,
  });

export const lookAt = (url: string): Promise<WebsiteCard> =>
  ask(api.POST("/api/onboarding/website/", { body: { url } }));
export const writeBrand = (body: Brand): Promise<Stepped> =>
  ask(api.POST("/api/onboarding/step1/", { body }));
export const writePersona = (body: Persona): Promise<Stepped> =>
  ask(api.POST("/api/onboarding/step2/", { body: { ...body, skip: false } }));
export const writeChannels = (webchat: boolean): Promise<Stepped> =>
  ask(api.POST("/api/onboarding/step3/", { body: { webchat, skip: false } }));
export const choosePlan = (plan: string, period: Period, is_trial: boolean): Promise<Stepped> =>
  ask(api.POST("/api/onboarding/step4/", { body: { plan, period, is_trial, skip: false } }));
export const writeImport = (services: TypedService[]): Promise<Stepped> =>
  ask(api.POST("/api/onboarding/step5/", { body: { services, skip: false } }));
export const finish = (): Promise<Wizard> => ask(api.POST("/api/onboarding/finish/"));
export const readMoney = () => ask(api.POST("/api/subscriptions/refresh/"));
export const putAway = () => ask(api.DELETE("/api/onboarding/checklist/"));
export const say = (message: string, session: string | null): Promise<Played> =>
  ask(api.POST("/api/agent/test/", { body: { message, session } }));

const SKIPPED = { skip: true } as const;
/** Leave a step that may be left as it is. */
export const skip: Partial<Record<StepName, () => Promise<Stepped>>> = {
  persona: () => ask(api.POST("/api/onboarding/step2/", { body: SKIPPED as never })),
  channels: () => ask(api.POST("/api/onboarding/step3/", { body: SKIPPED as never })),
  plan: () => ask(api.POST("/api/onboarding/step4/", { body: SKIPPED as never })),
  import: () => ask(api.POST("/api/onboarding/step5/", { body: SKIPPED as never })),
};
