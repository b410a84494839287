import { queryOptions } from "@tanstack/react-query";
import { api, ask } from "@/shared/api/client";
import type { Me } from "@/shared/api/types";

export function signIn(email: string, password: string): Promise<Me> {
  return ask(api.POST("/api/auth/session/", { body: { email, password } }));
}

export async function signOut(): Promise<void> {
  await ask(api.DELETE("/api/auth/session/"));
}

export type Registration = {
  email: string;
  password: string;
  name: string;
  organization: string;
  slug: string;
  language: "en" | "uk";
};

export function register(registration: Registration) {
  return ask(api.POST("/api/auth/register/", { body: registration }));
}

export function enter(entryToken: string): Promise<Me> {
  return ask(api.POST("/api/auth/enter/", { body: { entry_token: entryToken } }));
}

export const slugQuery = (slug: string) =>
  queryOptions({
    queryKey: ["accounts", "slug", slug],
    queryFn: () => ask(api.GET("/api/auth/slug/", { params: { query: { slug } } })),
    enabled: slug !== "",
    staleTime: 30_000,
  });

export function verifyEmail(code: string): Promise<Me> {
  return ask(api.POST("/api/auth/verify-email/", { body: { code } }));
}

export async function resendCode(): Promise<void> {
  await ask(api.POST("/api/auth/verify-email/resend/"));
}

export async function requestReset(email: string): Promise<void> {
  await ask(api.POST("/api/auth/reset-password/", { body: { email } }));
}

export async function confirmReset(email: string, code: string, password: string): Promise<void> {
  await ask(api.POST("/api/auth/reset-password/confirm/", { body: { email, code, password } }));
}

export function saveProfile(profile: { name: string; language?: "en" | "uk" }) {
  return ask(api.PUT("/api/auth/profile/", { body: profile }));
}
