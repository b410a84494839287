import { infiniteQueryOptions } from "@tanstack/react-query";
import { api, ask } from "@/shared/api/client";
import { nextCursor, type Page } from "@/shared/api/paging";
import type { components } from "@/shared/api/schema";
import { upload } from "@/shared/api/upload";

type Schemas = components["schemas"];
export type Item = Schemas["CatalogueItem"];
export type ItemChange = Schemas["NewItemRequest"];

export const itemsKey = ["knowledge", "catalogue"] as const;
const at = (id: string) => ({ params: { path: { id } } });

export const itemsQuery = (q: string) =>
  infiniteQueryOptions({
    queryKey: [...itemsKey, q],
    queryFn: ({ pageParam }): Promise<Page<Item>> =>
      ask(
        api.GET("/api/catalogue/", { params: { query: { q, limit: 50, cursor: pageParam ?? undefined } } }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: nextCursor,
  });

export function saveItem(id: string | null, body: ItemChange): Promise<Item> {
  if (id === null) return ask(api.POST("/api/catalogue/", { body }));
  return ask(api.PATCH("/api/catalogue/{id}/", { ...at(id), body }));
}

export async function deleteItem(id: string): Promise<void> {
  await ask(api.DELETE("/api/catalogue/{id}/", at(id)));
}

export function importItems(file: File): Promise<Schemas["TableImported"]> {
  return upload<Schemas["TableImported"]>("/api/catalogue/import/", "file", [file]);
}
