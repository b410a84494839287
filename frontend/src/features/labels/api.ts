import { api, ask } from "@/shared/api/client";
import { type Label, labelsQuery } from "@/shared/directory";

export { type Label, labelsQuery };
export const keys = { all: labelsQuery.queryKey };

export type LabelChange = { name: string; colour: string; description: string };

export function saveLabel(id: string | null, body: LabelChange): Promise<Label> {
  if (id === null) return ask(api.POST("/api/labels/", { body }));
  return ask(api.PATCH("/api/labels/{id}/", { params: { path: { id } }, body }));
}

export async function deleteLabel(id: string): Promise<void> {
  await ask(api.DELETE("/api/labels/{id}/", { params: { path: { id } } }));
}

export async function orderLabels(ids: string[]): Promise<Label[]> {
  return (await ask(api.PUT("/api/labels/order/", { body: { ids } }))).results;
}
