import { queryOptions } from "@tanstack/react-query";
import { api, ask } from "@/shared/api/client";
import type { components, paths } from "@/shared/api/schema";

type Schemas = components["schemas"];
export type Operator = Schemas["Operator"];
export type Company = Schemas["Company"];
export type CompanyDetail = Schemas["CompanyDetail"];
export type Person = Schemas["Person"];
export type PersonDetail = Schemas["PersonDetail"];
export type ReviewedChannel = Schemas["ReviewedChannel"];
export type KindRule = Schemas["KindRule"];
export type OfferedPlan = Schemas["OfferedPlan"];
export type CustomPlan = Schemas["CustomPlanRequest"];
export type Wish = Schemas["Wish"];
export type Feature = Schemas["Feature"];
export type Announcement = Schemas["Announcement"];
export type AnnouncementForm = Schemas["AnnouncementRequest"];
export type TrailLine = Schemas["Trail"];

type Query<P extends keyof paths> = paths[P] extends { get: { parameters: { query?: infer Q } } } ? Q : never;

/** Everything of the console begins with this key. */
export const CONSOLE = ["console"] as const;

export const operatorQuery = queryOptions({
  queryKey: [...CONSOLE, "operator"],
  queryFn: () => ask(api.GET("/api/admin/me/")),
  retry: false,
  staleTime: 60_000,
});
export const dashboardQuery = queryOptions({
  queryKey: [...CONSOLE, "dashboard"],
  queryFn: () => ask(api.GET("/api/admin/dashboard/")),
  refetchInterval: 60_000,
});
export const courseQuery = (from: string | undefined, to: string | undefined) =>
  queryOptions({
    queryKey: [...CONSOLE, "course", from, to],
    queryFn: () => ask(api.GET("/api/admin/performance-analytics/", { params: { query: { from, to } } })),
  });
export const companyQuery = (id: string) =>
  queryOptions({
    queryKey: [...CONSOLE, "company", id],
    queryFn: () => ask(api.GET("/api/admin/companies/{id}/", { params: { path: { id } } })),
  });
export const personQuery = (id: string) =>
  queryOptions({
    queryKey: [...CONSOLE, "person", id],
    queryFn: () => ask(api.GET("/api/admin/users/{id}/", { params: { path: { id } } })),
  });
export const kindsQuery = queryOptions({
  queryKey: [...CONSOLE, "kinds"],
  queryFn: async () => (await ask(api.GET("/api/admin/enable-channels/"))).results,
});
export const plansQuery = queryOptions({
  queryKey: [...CONSOLE, "plans"],
  queryFn: async () => (await ask(api.GET("/api/admin/subscription-plan/"))).results,
});
export const featuresQuery = queryOptions({
  queryKey: [...CONSOLE, "features"],
  queryFn: async () => (await ask(api.GET("/api/admin/features/"))).results,
});

export const companies = (query: Query<"/api/admin/companies/">) =>
  ask(api.GET("/api/admin/companies/", { params: { query } }));
export const people = (query: Query<"/api/admin/users/">) =>
  ask(api.GET("/api/admin/users/", { params: { query } }));
export const channels = (query: Query<"/api/admin/channels/">) =>
  ask(api.GET("/api/admin/channels/", { params: { query } }));
export const wishes = (query: Query<"/api/admin/user-plan-requests/">) =>
  ask(api.GET("/api/admin/user-plan-requests/", { params: { query } }));
export const announcements = (query: Query<"/api/admin/announcements/">) =>
  ask(api.GET("/api/admin/announcements/", { params: { query } }));
export const trail = (query: Query<"/api/admin/audit/">) =>
  ask(api.GET("/api/admin/audit/", { params: { query } }));

const at = (id: string) => ({ path: { id } });

export const putOnPlan = (id: string, plan: string, seen: string) =>
  ask(api.PUT("/api/admin/companies/{id}/plan/", { params: at(id), body: { plan, seen } }));
export const lockPerson = (id: string, reason: string) =>
  ask(api.POST("/api/admin/users/{id}/lock/", { params: at(id), body: { reason } }));
export const unlockPerson = (id: string) =>
  ask(api.POST("/api/admin/users/{id}/unlock/", { params: at(id) }));
export const signOutPerson = (id: string, session: string | null) =>
  ask(api.POST("/api/admin/users/{id}/sign-out/", { params: at(id), body: { session } }));
export const resetSecondFactor = (id: string, reason: string) =>
  ask(api.POST("/api/admin/users/{id}/reset-second-factor/", { params: at(id), body: { reason } }));
export const setStaff = (id: string, isStaff: boolean) =>
  ask(api.PUT("/api/admin/users/{id}/staff/", { params: at(id), body: { is_staff: isStaff } }));
export const createAdmin = (body: Schemas["NewAdminRequest"]) =>
  ask(api.POST("/api/admin/create-admin/", { body }));
export const approveChannel = ({ id, review }: ReviewedChannel) =>
  ask(api.POST("/api/admin/approve-channel/", { body: { channel: id, seen: review } }));
export const rejectChannel = ({ id, review }: ReviewedChannel, reason: string) =>
  ask(api.POST("/api/admin/reject-channel/", { body: { channel: id, seen: review, reason } }));
export const setKind = (body: Schemas["KindRuleFormRequest"]) =>
  ask(api.PUT("/api/admin/enable-channels/", { body }));
export const makePlan = (body: CustomPlan) => ask(api.POST("/api/admin/create-custom-plan/", { body }));
export const changePlan = (code: string, body: Schemas["ChangedPlanRequest"]) =>
  ask(api.PUT("/api/admin/subscription-plan/{code}/", { params: { path: { code } }, body }));
export const archivePlan = (code: string) =>
  ask(api.DELETE("/api/admin/subscription-plan/{code}/", { params: { path: { code } } }));
export const answerWish = (body: Schemas["WishAnswerRequest"]) =>
  ask(api.POST("/api/admin/approve-user-plan/", { body }));
export const switchFeature = (body: Schemas["SwitchRequest"]) =>
  ask(api.PUT("/api/admin/features/", { body }));
export const announce = (body: AnnouncementForm) => ask(api.POST("/api/admin/announcements/", { body }));
export const changeAnnouncement = (id: string, body: Schemas["ChangedAnnouncementRequest"]) =>
  ask(api.PUT("/api/admin/announcements/{id}/", { params: at(id), body }));
export const withdrawAnnouncement = (id: string) =>
  ask(api.DELETE("/api/admin/announcements/{id}/", { params: at(id) }));
export const exportsQuery = (id: string) =>
  queryOptions({
    queryKey: [...CONSOLE, "exports", id],
    queryFn: async () =>
      (await ask(api.GET("/api/admin/companies/{id}/export/", { params: at(id) }))).results,
    // While one is being made, how far it is.
    refetchInterval: ({ state }) =>
      state.data?.some((row) => row.state === "waiting" || row.state === "running") ? 2_000 : false,
  });
export const importsQuery = queryOptions({
  queryKey: [...CONSOLE, "imports"],
  queryFn: async () => (await ask(api.GET("/api/admin/imports/"))).results,
  refetchInterval: ({ state }) =>
    state.data?.some((row) => row.state === "waiting" || row.state === "running") ? 2_000 : false,
});
export const suspendCompany = (id: string, reason: string) =>
  ask(api.POST("/api/admin/companies/{id}/suspend/", { params: at(id), body: { reason } }));
export const resumeCompany = (id: string) =>
  ask(api.POST("/api/admin/companies/{id}/resume/", { params: at(id) }));
export const renameCompany = (id: string, body: Schemas["CompanyNameRequest"]) =>
  ask(api.POST("/api/admin/companies/{id}/rename/", { params: at(id), body }));
export const deleteCompany = (id: string, body: Schemas["CompanyDeletionRequest"]) =>
  ask(api.POST("/api/admin/companies/{id}/delete/", { params: at(id), body }));
export const keepCompany = (id: string) =>
  ask(api.DELETE("/api/admin/companies/{id}/delete/", { params: at(id) }));
export const exportCompany = (id: string, passphrase: string) =>
  ask(api.POST("/api/admin/companies/{id}/export/", { params: at(id), body: { passphrase } }));
export const importCompany = (body: FormData) =>
  ask(api.POST("/api/admin/imports/", { body: body as never, bodySerializer: (form) => form as never }));
