import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, ask } from "@/shared/api/client";
import { nextCursor, type Page } from "@/shared/api/paging";
import type { components } from "@/shared/api/schema";
import type { Service, Workspace } from "@/shared/api/types";

export const companyQuery = queryOptions({
  queryKey: ["workspace", "company"],
  queryFn: () => ask(api.GET("/api/company/")),
});

export const servicesQuery = infiniteQueryOptions({
  queryKey: ["workspace", "services"],
  queryFn: ({ pageParam }): Promise<Page<Service>> =>
    ask(api.GET("/api/services/", { params: { query: { limit: 100, cursor: pageParam ?? undefined } } })),
  initialPageParam: null as string | null,
  getNextPageParam: nextCursor,
});

export type CompanyChange = Partial<Omit<Workspace, "id" | "slug">>;
export type ServiceChange = Partial<Omit<Service, "id">> & { name: string };

export function saveCompany(change: CompanyChange): Promise<Workspace> {
  return ask(api.PATCH("/api/company/", { body: change }));
}

export function saveService(id: string | null, change: ServiceChange): Promise<Service> {
  if (id === null) return ask(api.POST("/api/services/", { body: change }));
  return ask(
    api.PATCH("/api/services/{service_id}/", { params: { path: { service_id: id } }, body: change }),
  );
}

export async function deleteService(id: string): Promise<void> {
  await ask(api.DELETE("/api/services/{service_id}/", { params: { path: { service_id: id } } }));
}

export type Timetable = components["schemas"]["Timetable"];
export type TimetableChange = components["schemas"]["TimetableRequest"];

export const timetablesQuery = queryOptions({
  queryKey: ["workspace", "timetables"],
  queryFn: async (): Promise<Timetable[]> => (await ask(api.GET("/api/opening-hours/"))).results,
});

export type TimetablePlace = "default" | "new" | { id: string };

export function saveTimetable(place: TimetablePlace, body: TimetableChange): Promise<Timetable> {
  if (place === "default") return ask(api.PUT("/api/opening-hours/", { body }));
  if (place === "new") return ask(api.POST("/api/opening-hours/", { body }));
  return ask(api.PUT("/api/opening-hours/{id}/", { params: { path: { id: place.id } }, body }));
}

export async function deleteTimetable(id: string): Promise<void> {
  await ask(api.DELETE("/api/opening-hours/{id}/", { params: { path: { id } } }));
}
