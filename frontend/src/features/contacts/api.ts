import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, ask } from "@/shared/api/client";
import { nextCursor } from "@/shared/api/paging";
import type { components } from "@/shared/api/schema";
import type { Contact } from "@/shared/api/types";

type Schemas = components["schemas"];
export type CustomField = Schemas["CustomField"];
export type ContactNote = Omit<Schemas["Note"], "author"> & { author: { id: string; name: string } | null };
export type ContactFile = Schemas["ContactFile"];
export type LookAlike = Schemas["LookAlike"];
export type Merge = Schemas["Merge"];
export type ContactsSearch = { q?: string; label?: string; blocked?: boolean; sort?: "-created_at" | "name" };

export const keys = {
  all: ["contacts"] as const,
  lists: ["contacts", "list"] as const,
  list: (search: ContactsSearch) => ["contacts", "list", search] as const,
  detail: (id: string) => ["contacts", "detail", id] as const,
  notes: (id: string) => ["contacts", "notes", id] as const,
  files: (id: string) => ["contacts", "files", id] as const,
  lookAlikes: (id: string) => ["contacts", "look-alikes", id] as const,
  merges: (id: string) => ["contacts", "merges", id] as const,
  fields: ["contacts", "fields"] as const,
};

const path = (id: string) => ({ path: { id } });

export const contactQuery = (id: string) =>
  queryOptions({
    queryKey: keys.detail(id),
    queryFn: () => ask(api.GET("/api/contacts/{id}/", { params: path(id) })),
  });

export const contactsQuery = (search: ContactsSearch) =>
  infiniteQueryOptions({
    queryKey: keys.list(search),
    queryFn: ({ pageParam }) =>
      ask(
        api.GET("/api/contacts/", {
          params: { query: { limit: 50, ...search, cursor: pageParam ?? undefined } },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: nextCursor,
  });

export const customFieldsQuery = queryOptions({
  queryKey: keys.fields,
  queryFn: async (): Promise<CustomField[]> => (await ask(api.GET("/api/custom-fields/"))).results,
  staleTime: 5 * 60_000,
});

export const notesQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: keys.notes(id),
    queryFn: async ({ pageParam }) => {
      const query = { limit: 20, cursor: pageParam ?? undefined };
      const page = await ask(api.GET("/api/contacts/{id}/notes/", { params: { ...path(id), query } }));
      return { ...page, results: page.results as ContactNote[] };
    },
    initialPageParam: null as string | null,
    getNextPageParam: nextCursor,
  });

export const filesQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: keys.files(id),
    queryFn: ({ pageParam }) =>
      ask(
        api.GET("/api/contacts/{id}/files/", {
          params: { ...path(id), query: { limit: 30, cursor: pageParam ?? undefined } },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: nextCursor,
  });

export const lookAlikesQuery = (id: string) =>
  queryOptions({
    queryKey: keys.lookAlikes(id),
    queryFn: async (): Promise<LookAlike[]> =>
      (await ask(api.GET("/api/contacts/{id}/look-alikes/", { params: path(id) }))).results,
  });

export const mergesQuery = (id: string) =>
  queryOptions({
    queryKey: keys.merges(id),
    queryFn: async (): Promise<Merge[]> =>
      (await ask(api.GET("/api/contacts/{id}/merges/", { params: path(id) }))).results,
  });

export type ContactChange = Partial<Pick<Contact, "name" | "phone" | "email" | "notes">> & {
  custom?: Record<string, unknown>;
};

export function changeContact(id: string, change: ContactChange): Promise<Contact> {
  return ask(api.PATCH("/api/contacts/{id}/", { params: path(id), body: change }));
}

export function setContactLabels(id: string, labels: string[]) {
  return ask(api.PUT("/api/contacts/{id}/labels/", { params: path(id), body: { labels } }));
}

export function blockContact(id: string, blocked: boolean) {
  return ask(api.PUT("/api/contacts/{id}/block/", { params: path(id), body: { blocked } }));
}

export function addNote(id: string, text: string) {
  return ask(api.POST("/api/contacts/{id}/notes/", { params: path(id), body: { text } }));
}

export function editNote(id: string, note_id: string, text: string) {
  const params = { path: { id, note_id } };
  return ask(api.PATCH("/api/contacts/{id}/notes/{note_id}/", { params, body: { text } }));
}

export async function deleteNote(id: string, note_id: string): Promise<void> {
  await ask(api.DELETE("/api/contacts/{id}/notes/{note_id}/", { params: { path: { id, note_id } } }));
}

export function mergeContacts(into: string, from: string): Promise<Merge> {
  return ask(api.POST("/api/contacts/merge/", { body: { into, from } }));
}

export function undoMerge(id: string): Promise<Merge> {
  return ask(api.POST("/api/contacts/merges/{id}/undo/", { params: path(id) }));
}

export function splitContact(id: string, identities: string[], name: string) {
  return ask(api.POST("/api/contacts/{id}/split/", { params: path(id), body: { identities, name } }));
}
