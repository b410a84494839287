import { queryOptions } from "@tanstack/react-query";
import { api, ask } from "@/shared/api/client";
import type { ChannelAccount } from "@/shared/api/types";

export const channelsQuery = queryOptions({
  queryKey: ["channels"],
  queryFn: () => ask(api.GET("/api/integrations/")),
});

export type WhatsAppKeys = { name: string; phone_number_id: string; waba_id: string; access_token: string };

export function connectWhatsApp(keys: WhatsAppKeys): Promise<ChannelAccount> {
  return ask(api.POST("/api/integrations/whatsapp/connect/", { body: keys }));
}

export function testChannel(id: string) {
  return ask(api.POST("/api/integrations/{account_id}/test/", { params: { path: { account_id: id } } }));
}

export function checkHealth(id: string) {
  return ask(api.GET("/api/integrations/{account_id}/health/", { params: { path: { account_id: id } } }));
}

export async function disconnectChannel(id: string): Promise<void> {
  await ask(api.DELETE("/api/integrations/{account_id}/", { params: { path: { account_id: id } } }));
}
