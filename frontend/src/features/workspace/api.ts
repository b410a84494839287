import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, ask } from "@/shared/api/client";
import { nextCursor, type Page } from "@/shared/api/paging";
import type { components } from "@/shared/api/schema";
import type { Service, Workspace } from "@/shared/api/types";
import { upload } from "@/shared/api/upload";

type Schemas = components["schemas"];

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

export type CompanyChange = Schemas["PatchedWorkspaceRequest"];
export type ServiceChange = Schemas["ServiceRequest"];
export type Post = Schemas["PostRequest"];

export function saveCompany(change: CompanyChange): Promise<Workspace> {
  return ask(api.PATCH("/api/company/", { body: change }));
}

export function uploadLogo(file: File): Promise<Workspace> {
  return upload<Workspace>("/api/company/logo/", "file", [file]);
}

export async function deleteLogo(): Promise<Workspace> {
  await ask(api.DELETE("/api/company/logo/"));
  return ask(api.GET("/api/company/"));
}

const serviceAt = (id: string) => ({ params: { path: { service_id: id } } });

export function saveService(id: string | null, change: ServiceChange): Promise<Service> {
  if (id === null) return ask(api.POST("/api/services/", { body: change }));
  return ask(api.PATCH("/api/services/{service_id}/", { ...serviceAt(id), body: change }));
}

export async function deleteService(id: string): Promise<void> {
  await ask(api.DELETE("/api/services/{service_id}/", serviceAt(id)));
}

export function uploadServicePhoto(id: string, file: File): Promise<Service> {
  return upload<Service>(`/api/services/${id}/photo/`, "file", [file]);
}

export async function deleteServicePhoto(id: string): Promise<Service> {
  await ask(api.DELETE("/api/services/{service_id}/photo/", serviceAt(id)));
  return ask(api.GET("/api/services/{service_id}/", serviceAt(id)));
}

export async function orderServices(ids: string[]): Promise<void> {
  await ask(api.PUT("/api/services/order/", { body: { ids } }));
}

export function importServices(file: File): Promise<Schemas["ServicesImported"]> {
  return upload<Schemas["ServicesImported"]>("/api/services/import/", "file", [file]);
}

export type Location = Schemas["Location"];
export type LocationChange = Schemas["LocationRequest"];

export const locationsQuery = queryOptions({
  queryKey: ["workspace", "locations"],
  queryFn: async (): Promise<Location[]> => (await ask(api.GET("/api/locations/"))).results,
});

export function saveLocation(id: string | null, body: LocationChange): Promise<Location> {
  if (id === null) return ask(api.POST("/api/locations/", { body }));
  return ask(api.PATCH("/api/locations/{id}/", { params: { path: { id } }, body }));
}

export async function deleteLocation(id: string): Promise<void> {
  await ask(api.DELETE("/api/locations/{id}/", { params: { path: { id } } }));
}

export type Timetable = Schemas["Timetable"];
export type TimetableChange = Schemas["TimetableRequest"];

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
