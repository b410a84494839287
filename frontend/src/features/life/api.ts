import { queryOptions } from "@tanstack/react-query";
import { api, ask } from "@/shared/api/client";
import type { components } from "@/shared/api/schema";

export type Archive = components["schemas"]["Export"];
export type OwnDomain = components["schemas"]["Domain"];

export const keys = { exports: ["workspace", "exports"], domains: ["workspace", "domains"] } as const;
const BUSY = new Set<Archive["state"]>(["waiting", "running"]);
const LOOK_EVERY_MS = 2_000;

export const isBusy = (archive: Archive): boolean => BUSY.has(archive.state);

export const exportsQuery = queryOptions({
  queryKey: keys.exports,
  queryFn: async () => (await ask(api.GET("/api/workspace/exports/"))).results,
  refetchInterval: ({ state }) => (state.data?.some(isBusy) ? LOOK_EVERY_MS : false),
});

export const domainsQuery = queryOptions({
  queryKey: keys.domains,
  queryFn: async () => (await ask(api.GET("/api/workspace/domains/"))).results,
});

export function askExport(passphrase: string): Promise<Archive> {
  return ask(api.POST("/api/workspace/exports/", { body: { passphrase } }));
}

export async function deleteExport(id: string): Promise<void> {
  await ask(api.DELETE("/api/workspace/exports/{id}/", { params: { path: { id } } }));
}

export function archiveUrl({ id }: Archive): string {
  return `/api/workspace/exports/${id}/file/`;
}

export function addDomain(domain: string): Promise<OwnDomain> {
  return ask(api.POST("/api/workspace/domains/", { body: { domain } }));
}

export function checkDomain(id: number): Promise<OwnDomain> {
  return ask(api.POST("/api/workspace/domains/{id}/check/", { params: { path: { id } } }));
}

export async function removeDomain(id: number): Promise<void> {
  await ask(api.DELETE("/api/workspace/domains/{id}/", { params: { path: { id } } }));
}

/** Move to another address and go on there, signed in: the token rides in the fragment, which no server log sees. */
export async function moveWorkspace(slug: string): Promise<void> {
  const { url, entry_token } = await ask(api.PUT("/api/workspace/address/", { body: { slug } }));
  window.location.assign(`${url}/enter#token=${encodeURIComponent(entry_token)}`);
}

export function deleteWorkspace(slug: string) {
  return ask(api.POST("/api/workspace/deletion/", { body: { slug } }));
}
