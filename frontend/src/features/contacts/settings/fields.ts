import { queryOptions } from "@tanstack/react-query";
import { api, ask } from "@/shared/api/client";
import type { components } from "@/shared/api/schema";
import { inLatin } from "@/shared/lib/latin";

type Schemas = components["schemas"];
export type CustomField = Schemas["CustomField"];
export type FieldChange = Schemas["CustomFieldRequest"];

export const customFieldsQuery = queryOptions({
  queryKey: ["contacts", "fields"],
  queryFn: async (): Promise<CustomField[]> => (await ask(api.GET("/api/custom-fields/"))).results,
  staleTime: 5 * 60_000,
});

export function saveField(id: string | null, body: FieldChange): Promise<CustomField> {
  if (id === null) return ask(api.POST("/api/custom-fields/", { body }));
  return ask(api.PATCH("/api/custom-fields/{id}/", { params: { path: { id } }, body }));
}

export function placeField(id: string, position: number): Promise<CustomField> {
  return ask(api.PATCH("/api/custom-fields/{id}/", { params: { path: { id } }, body: { position } }));
}

export async function deleteField(id: string): Promise<void> {
  await ask(api.DELETE("/api/custom-fields/{id}/", { params: { path: { id } } }));
}

/** The key that a name suggests: small Latin letters, digits and _, beginning with a letter, 40 at most. */
export function keyFor(name: string): string {
  const latin = inLatin(name);
  return latin
    .normalize("NFD")
    .replace(/[\u0300-\u036f'’]/g, "")
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^[^a-z]+|_+$/g, "")
    .slice(0, 40);
}
