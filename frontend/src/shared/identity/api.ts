import { queryOptions } from "@tanstack/react-query";
import { api, ask } from "@/shared/api/client";
import type { components } from "@/shared/api/schema";

export type Security = components["schemas"]["Security"];
type Proof = { password?: string; code?: string; flow?: string };

/** How the account is guarded. */
export const securityQuery = queryOptions({
  queryKey: ["accounts", "security"] as const,
  queryFn: () => ask(api.GET("/api/auth/security/")),
});

/** Show once more who it is; what guards the account is open for a while then. */
export async function confirmIdentity(proof: Proof): Promise<void> {
  await ask(api.POST("/api/auth/confirm/", { body: proof }));
}

/** Send a code; what comes back goes with it when it is typed in. */
export async function requestCode(email: string): Promise<string> {
  return (await ask(api.POST("/api/auth/get-otp/", { body: { email } }))).flow;
}
