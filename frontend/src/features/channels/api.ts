import { type QueryClient, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, ask } from "@/shared/api/client";
import type { components } from "@/shared/api/schema";
import type { ChannelAccount } from "@/shared/api/types";
import type { Kind } from "./kinds";

type Schemas = components["schemas"];
export type ChannelGrant = Schemas["Grant"];
export type WebhookEntry = Schemas["Webhook"];
export type WidgetSettings = Schemas["Widget"];
export type WidgetChange = Partial<Schemas["PatchedWidgetChangeRequest"]>;

/** What the form of each kind sends; fields that may be left empty may be left out. */
export type ConnectForm = {
  whatsapp: Schemas["ConnectWhatsAppRequest"];
  messenger: Schemas["ConnectMessengerRequest"];
  instagram: Schemas["ConnectInstagramRequest"];
  telegram: Schemas["ConnectTelegramRequest"];
  email: Schemas["ConnectEmailRequest"];
  webchat: Schemas["ConnectWebchatRequest"];
};

const REFRESH_EVERY_MS = 60_000;
const at = (id: string) => ({ params: { path: { account_id: id } } });

export const channelsQuery = queryOptions({
  queryKey: ["channels"],
  queryFn: async () => (await ask(api.GET("/api/integrations/"))).results,
  // A token runs out without anyone's doing, so the list is asked for again now and then.
  refetchInterval: REFRESH_EVERY_MS,
});

export const healthQuery = (id: string) =>
  queryOptions({
    queryKey: ["channels", id, "health"],
    queryFn: () => ask(api.GET("/api/integrations/{account_id}/health/", at(id))),
    retry: false,
  });

export const eventsQuery = (id: string) =>
  queryOptions({
    queryKey: ["channels", id, "events"],
    queryFn: async () => (await ask(api.GET("/api/integrations/{account_id}/events/", at(id)))).results,
    staleTime: 0,
  });

export const signalsQuery = (id: string) =>
  queryOptions({
    queryKey: ["channels", id, "signals"],
    queryFn: () => ask(api.GET("/api/integrations/{account_id}/signals/", at(id))),
  });

export const webhookQuery = (id: string) =>
  queryOptions({
    queryKey: ["channels", id, "webhook"],
    queryFn: () => ask(api.GET("/api/integrations/{account_id}/webhook/", at(id))),
    retry: false,
  });

export const widgetQuery = (id: string) =>
  queryOptions({
    queryKey: ["channels", id, "widget"],
    queryFn: () => ask(api.GET("/api/integrations/{account_id}/widget/", at(id))),
  });

export const grantQuery = (id: string) =>
  queryOptions({
    queryKey: ["channels", "grants", id],
    queryFn: () =>
      ask(api.GET("/api/integrations/grants/{grant_id}/", { params: { path: { grant_id: id } } })),
    retry: false,
  });

/** Each kind has an address and a form of its own, so the client is told which one by the type of the form. */
function connectByForm<K extends Kind>(kind: K, body: ConnectForm[K]): Promise<ChannelAccount> {
  const path = `/api/integrations/${kind}/connect/` as "/api/integrations/whatsapp/connect/";
  return ask(api.POST(path, { body: body as ConnectForm["whatsapp"] }));
}

function keep(client: QueryClient, account: ChannelAccount): void {
  client.setQueryData(channelsQuery.queryKey, (old) => [
    ...(old ?? []).filter((one) => one.id !== account.id),
    account,
  ]);
  void client.invalidateQueries({ queryKey: channelsQuery.queryKey });
}

type Heard = { onSuccess: (account: ChannelAccount) => void; onError?: (error: unknown) => void };

export function useConnect<K extends Kind>(kind: K, { onSuccess, onError }: Heard) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (form: ConnectForm[K]) => connectByForm(kind, form),
    onSuccess: (account) => {
      keep(client, account);
      onSuccess(account);
    },
    onError,
  });
}

export function useConnectChoice(grant: string, { onSuccess, onError }: Heard) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (choice: string) =>
      ask(
        api.POST("/api/integrations/grants/{grant_id}/connect/", {
          params: { path: { grant_id: grant } },
          body: { choice },
        }),
      ),
    onSuccess: (account) => {
      keep(client, account);
      onSuccess(account);
    },
    onError,
  });
}

export type Via = Schemas["ViaEnum"];

export async function signInAddress(kind: Kind, via?: Via): Promise<string> {
  const call = api.POST("/api/integrations/{kind}/authorize/", {
    params: { path: { kind } },
    body: via ? { via } : {},
  });
  return (await ask(call)).url;
}

export function redeem(kind: Kind, given: { code: string; state: string }): Promise<ChannelGrant> {
  return ask(api.POST("/api/integrations/{kind}/grants/", { params: { path: { kind } }, body: given }));
}

export function testChannel(id: string) {
  return ask(api.POST("/api/integrations/{account_id}/test/", at(id)));
}

export async function disconnectChannel(id: string): Promise<void> {
  await ask(api.DELETE("/api/integrations/{account_id}/", at(id)));
}

export async function syncChannel(id: string): Promise<void> {
  await ask(api.POST("/api/integrations/{account_id}/sync/", at(id)));
}

export function setReadReceipts(id: string, isOn: boolean) {
  const body = { read_receipts: isOn };
  return ask(api.PUT("/api/integrations/{account_id}/signals/", { ...at(id), body }));
}

export function changeWidget(id: string, change: WidgetChange): Promise<WidgetSettings> {
  const body = change as Schemas["PatchedWidgetChangeRequest"];
  return ask(api.PATCH("/api/integrations/{account_id}/widget/", { ...at(id), body }));
}

export async function renewIdentitySecret(id: string): Promise<string> {
  return (await ask(api.POST("/api/integrations/{account_id}/widget/secret/", at(id)))).identity_secret;
}
