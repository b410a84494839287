import { queryOptions } from "@tanstack/react-query";
import { api, ask } from "@/shared/api/client";
import type { components } from "@/shared/api/schema";

type Schemas = components["schemas"];
export type SlaPolicy = Schemas["SlaPolicy"];
export type SlaChange = Schemas["SlaPolicyRequest"];

export const slaPoliciesQuery = queryOptions({
  queryKey: ["settings", "sla"],
  queryFn: async (): Promise<SlaPolicy[]> => (await ask(api.GET("/api/sla-policies/"))).results,
});

export function savePolicy(id: string | null, body: SlaChange): Promise<SlaPolicy> {
  if (id === null) return ask(api.POST("/api/sla-policies/", { body }));
  return ask(api.PUT("/api/sla-policies/{id}/", { params: { path: { id } }, body }));
}

export async function deletePolicy(id: string): Promise<void> {
  await ask(api.DELETE("/api/sla-policies/{id}/", { params: { path: { id } } }));
}
