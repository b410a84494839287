import { queryOptions } from "@tanstack/react-query";
import { api, ask } from "@/shared/api/client";
import type { Contact } from "@/shared/api/types";

export const keys = { detail: (id: string) => ["contacts", "detail", id] as const };

export const contactQuery = (id: string) =>
  queryOptions({
    queryKey: keys.detail(id),
    queryFn: () => ask(api.GET("/api/contacts/{id}/", { params: { path: { id } } })),
  });

export type ContactChange = Partial<Pick<Contact, "name" | "phone" | "email" | "notes">>;

export function changeContact(id: string, change: ContactChange): Promise<Contact> {
  return ask(api.PATCH("/api/contacts/{id}/", { params: { path: { id } }, body: change }));
}
