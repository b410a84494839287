import { queryOptions } from "@tanstack/react-query";
import { api, ask } from "@/shared/api/client";
import type { components } from "@/shared/api/schema";

type Schemas = components["schemas"];
export type Policy = Schemas["Policy"];
export type PolicyChange = Schemas["PolicyChangeRequest"];

export const policiesQuery = queryOptions({
  queryKey: ["settings", "assignment"],
  queryFn: async (): Promise<Policy[]> => (await ask(api.GET("/api/assignment-policies/"))).results,
});

export function savePolicy(id: string | null, body: PolicyChange): Promise<Policy> {
  if (id === null) return ask(api.POST("/api/assignment-policies/", { body }));
  return ask(api.PATCH("/api/assignment-policies/{id}/", { params: { path: { id } }, body }));
}

export async function deletePolicy(id: string): Promise<void> {
  await ask(api.DELETE("/api/assignment-policies/{id}/", { params: { path: { id } } }));
}
