import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, ask } from "@/shared/api/client";
import { nextCursor, type Page } from "@/shared/api/paging";
import type { components } from "@/shared/api/schema";

type Schemas = components["schemas"];
export type Alert = Schemas["Alert"];
export type AlertKind = Alert["kind"];
export type Preferences = Schemas["Preferences"];
export type PreferencesChange = Schemas["PreferencesRequest"];
export type Device = Schemas["Subscription"];

export const keys = {
  all: ["notifications"] as const,
  list: ["notifications", "list"] as const,
  unread: ["notifications", "unread"] as const,
  preferences: ["notifications", "preferences"] as const,
  devices: ["notifications", "devices"] as const,
};

export const alertsQuery = (isUnreadOnly: boolean) =>
  infiniteQueryOptions({
    queryKey: [...keys.list, isUnreadOnly],
    queryFn: ({ pageParam }): Promise<Page<Alert>> => {
      const query = { unread: isUnreadOnly, limit: 30, cursor: pageParam ?? undefined };
      return ask(api.GET("/api/alerts/", { params: { query } }));
    },
    initialPageParam: null as string | null,
    getNextPageParam: nextCursor,
  });

export const unreadQuery = queryOptions({
  queryKey: keys.unread,
  queryFn: async (): Promise<number> => (await ask(api.GET("/api/alerts/unread/"))).unread,
});

export async function readAlert(id: string): Promise<void> {
  await ask(api.PUT("/api/alerts/{id}/read/", { params: { path: { id } } }));
}

/** Everything, or all about one conversation; answers how many are left. */
export async function readAll(conversation: string | null = null): Promise<number> {
  return (await ask(api.PUT("/api/alerts/read-all/", { body: { conversation } }))).unread;
}

export const preferencesQuery = queryOptions({
  queryKey: keys.preferences,
  queryFn: () => ask(api.GET("/api/notification-preferences/")),
});

export function savePreferences(body: PreferencesChange): Promise<Preferences> {
  return ask(api.PUT("/api/notification-preferences/", { body }));
}

export const devicesQuery = queryOptions({
  queryKey: keys.devices,
  queryFn: async (): Promise<Device[]> => (await ask(api.GET("/api/push/subscriptions/"))).results,
});

export const pushKeyQuery = queryOptions({
  queryKey: ["notifications", "key"],
  queryFn: async () => (await ask(api.GET("/api/push/key/"))).public_key,
  staleTime: Number.POSITIVE_INFINITY,
});

export function addDevice(body: Schemas["NewSubscriptionRequest"]): Promise<Device> {
  return ask(api.POST("/api/push/subscriptions/", { body }));
}

export async function removeDevice(id: string): Promise<void> {
  await ask(api.DELETE("/api/push/subscriptions/{id}/", { params: { path: { id } } }));
}
