import { api, ask } from "@/shared/api/client";
import type { components } from "@/shared/api/schema";
import type { Me } from "@/shared/api/types";

type Schemas = components["schemas"];
export type Invited = Schemas["Invited"];
const HELD = "parlor.invitation";

/**
 * The token of the address, wiped from it at once, so that it stays in no history; or the one that was brought here
 * before signing in. It lives as long as the tab.
 */
export function takeInvitation(): string {
  const given = window.location.hash.slice(1);
  if (given) {
    window.sessionStorage.setItem(HELD, given);
    window.history.replaceState(window.history.state, "", "/join");
  }
  return given || (window.sessionStorage.getItem(HELD) ?? "");
}

export function dropInvitation(): void {
  window.sessionStorage.removeItem(HELD);
}

export function lookAtInvitation(token: string): Promise<Invited> {
  return ask(api.POST("/api/join/look/", { body: { token } }));
}

export function join(body: Schemas["JoiningRequest"]): Promise<Me> {
  return ask(api.POST("/api/join/", { body }));
}
