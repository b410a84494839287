import { queryOptions } from "@tanstack/react-query";
import { api, ask } from "@/shared/api/client";
import { ApiError } from "@/shared/api/errors";
import type { Me } from "@/shared/api/types";
import { askPasskey } from "./passkey";
import { recommendation } from "./recommendation";

export function signIn(email: string, password: string): Promise<Me> {
  return ask(api.POST("/api/auth/session/", { body: { email, password } }));
}

export async function signOut(): Promise<void> {
  await ask(api.DELETE("/api/auth/session/"));
}

export type Registration = {
  email?: string;
  password?: string;
  google?: string;
  name: string;
  organization: string;
  slug: string;
  language: "en" | "uk";
};

export function register(registration: Registration) {
  return ask(api.POST("/api/auth/register/", { body: { ...registration, ...recommendation() } }));
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

/** Send a code for a new password; what comes back goes with it. */
export async function requestReset(email: string): Promise<string> {
  return (await ask(api.POST("/api/auth/reset-password/", { body: { email } }))).flow;
}

export async function confirmReset(flow: string, code: string, password: string): Promise<void> {
  await ask(api.POST("/api/auth/reset-password/confirm/", { body: { flow, code, password } }));
}

export function saveProfile(profile: { name: string; language?: "en" | "uk" }) {
  return ask(api.PUT("/api/auth/profile/", { body: profile }));
}

export type SignUpByGoogle = { ticket: string; email: string; name: string };

/** What a sign-in answers instead of a session: the second step is still to come. */
export type Pending = { pending: string; methods: string[] };

export function pendingOf(error: unknown): Pending | null {
  if (!(error instanceof ApiError) || error.code !== "second_factor_needed") return null;
  return { pending: String(error.data.pending), methods: error.data.methods as string[] };
}

export function finishWithCode(pending: string, code: string): Promise<Me> {
  return ask(api.POST("/api/auth/session/second-factor/", { body: { pending, code } }));
}

export async function finishWithPasskey(pending: string): Promise<Me> {
  const { options } = await ask(
    api.POST("/api/auth/session/second-factor/passkey/options/", { body: { pending } }),
  );
  const credential = await askPasskey(options);
  return ask(api.POST("/api/auth/session/second-factor/passkey/", { body: { pending, credential } }));
}

export async function signInWithPasskey(): Promise<Me> {
  const { options } = await ask(api.POST("/api/auth/session/passkey/options/"));
  const credential = await askPasskey(options);
  return ask(api.POST("/api/auth/session/passkey/", { body: { credential } }));
}

export function signInWithCode(flow: string, code: string): Promise<Me> {
  return ask(api.POST("/api/auth/session/code/", { body: { flow, code } }));
}

const NEXT = "parlor.next";

/** Go to Google's page; `next` is where to afterwards, kept as long as the tab lives. */
export async function leaveForGoogle(next?: string): Promise<void> {
  const { url } = await ask(api.POST("/api/auth/google/login/"));
  if (next) window.sessionStorage.setItem(NEXT, next);
  else window.sessionStorage.removeItem(NEXT);
  window.location.assign(url);
}

/** Where somebody was going before Google's page. */
export function nextAfterGoogle(): string | undefined {
  return window.sessionStorage.getItem(NEXT) ?? undefined;
}

export function returnFromGoogle(code: string, state: string) {
  return ask(api.POST("/api/auth/google/callback/", { body: { code, state } }));
}

/** Go to another workspace, signed in: its token rides in the fragment, which no server log sees. */
export async function enterWorkspace(slug: string): Promise<void> {
  const { url, entry_token } = await ask(api.POST("/api/auth/workspaces/", { body: { slug } }));
  window.location.assign(`${url.replace(/\/$/, "")}/enter#token=${encodeURIComponent(entry_token)}`);
}

/** Take back the deletion of a workspace that one owns. */
export function keepWorkspace(slug: string) {
  return ask(api.POST("/api/auth/workspaces/keep/", { body: { slug } }));
}
