import { queryOptions } from "@tanstack/react-query";
import { api, ask } from "@/shared/api/client";
import type { components } from "@/shared/api/schema";
import { securityQuery } from "@/shared/identity/api";
import { makePasskey } from "../passkey";

type Schemas = components["schemas"];
export type Passkey = Schemas["Passkey"];
export type DeviceSession = Schemas["DeviceSession"];
export type ApiKey = Schemas["ApiKey"];
export type NewApiKey = Schemas["NewApiKeyRequest"];
export type Setup = Schemas["Setup"];

export const keys = {
  security: securityQuery.queryKey,
  sessions: ["accounts", "sessions"] as const,
  apiKeys: ["accounts", "api-keys"] as const,
};

export const sessionsQuery = queryOptions({
  queryKey: keys.sessions,
  queryFn: async () => (await ask(api.GET("/api/auth/sessions/"))).results,
});
export const apiKeysQuery = queryOptions({
  queryKey: keys.apiKeys,
  queryFn: async () => (await ask(api.GET("/api/auth/api-keys/"))).results,
});

export async function changePassword(current: string, password: string): Promise<void> {
  await ask(api.POST("/api/auth/change-password/", { body: { current_password: current, password } }));
}

export async function requestEmailChange(email: string): Promise<void> {
  await ask(api.POST("/api/auth/change-email/", { body: { email } }));
}

export function confirmEmailChange(newCode: string, oldCode: string) {
  return ask(api.POST("/api/auth/change-email/confirm/", { body: { new_code: newCode, old_code: oldCode } }));
}

export function beginTotp(): Promise<Setup> {
  return ask(api.POST("/api/auth/two-factor/totp/"));
}

export async function turnTotpOn(setup: string, code: string): Promise<string[]> {
  return (await ask(api.PUT("/api/auth/two-factor/totp/", { body: { setup, code } }))).codes;
}

export async function turnTotpOff(): Promise<void> {
  await ask(api.DELETE("/api/auth/two-factor/totp/"));
}

export async function renewRecoveryCodes(): Promise<string[]> {
  return (await ask(api.POST("/api/auth/two-factor/recovery-codes/"))).codes;
}

export async function addPasskey(name: string): Promise<Passkey> {
  const { options } = await ask(api.POST("/api/auth/passkeys/registration/"));
  const credential = await makePasskey(options);
  return ask(api.POST("/api/auth/passkeys/", { body: { name, credential } }));
}

export async function removePasskey(id: string): Promise<void> {
  await ask(api.DELETE("/api/auth/passkeys/{id}/", { params: { path: { id: Number(id) } } }));
}

export async function endSession(id: string): Promise<void> {
  await ask(api.POST("/api/auth/logout-session/{id}/", { params: { path: { id } } }));
}

export async function endOtherSessions(): Promise<void> {
  await ask(api.POST("/api/auth/logout-all-sessions/"));
}

export async function makeApiKey(body: NewApiKey): Promise<string> {
  return (await ask(api.POST("/api/auth/api-keys/", { body }))).key;
}

export async function revokeApiKey(id: string): Promise<void> {
  await ask(api.DELETE("/api/auth/api-keys/{id}/", { params: { path: { id } } }));
}
