import { type QueryClient, queryOptions, useQuery } from "@tanstack/react-query";
import { api, ask } from "@/shared/api/client";
import { ApiError } from "@/shared/api/errors";
import type { components } from "@/shared/api/schema";
import type { Me } from "@/shared/api/types";
import { stored } from "@/shared/lib/stored";

export type Session = { isSignedIn: true; me: Me } | { isSignedIn: false };

const REMEMBERED = "me";

/** Who was here last, so that the page starts without a network too. It opens no door: the server asks again. */
function remember(me: Me | null): void {
  // The worker's answers are the last person's. Without https there is no such store, and no worker.
  if (me?.user.id !== remembered()?.user.id) void globalThis.caches?.delete("parlor.reads");
  stored.set(REMEMBERED, me && JSON.stringify(me));
}

function remembered(): Me | null {
  const text = stored.get(REMEMBERED);
  return text ? (JSON.parse(text) as Me) : null;
}

async function fetchSession(): Promise<Session> {
  try {
    const me = await ask(api.GET("/api/auth/me/"));
    remember(me);
    return { isSignedIn: true, me };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.status === 401) {
      remember(null);
      return { isSignedIn: false };
    }
    const last = error.code === "offline" ? remembered() : null;
    if (last) return { isSignedIn: true, me: last };
    throw error;
  }
}

const SESSION_KEY: readonly string[] = ["session"];

export const sessionQuery = queryOptions({
  queryKey: SESSION_KEY,
  queryFn: (): Promise<Session> => fetchSession(),
  staleTime: 60_000,
});

/** Put the person who has just proved who they are in place of the visitor. */
export function welcome(client: QueryClient, me: Me): void {
  remember(me);
  const session: Session = { isSignedIn: true, me };
  client.setQueryData<Session, readonly string[]>(SESSION_KEY, session);
}

export function farewell(client: QueryClient): void {
  remember(null);
  const session: Session = { isSignedIn: false };
  client.setQueryData<Session, readonly string[]>(SESSION_KEY, session);
}

/** The signed-in person; only for pages inside the shell, where the route has already checked. */
export function useMe(): Me {
  const { data } = useQuery(sessionQuery);
  if (!data?.isSignedIn) throw new Error("useMe outside the signed-in shell");
  return data.me;
}

type PermissionName = components["schemas"]["PermissionName"];

export type Abilities = {
  canReply: boolean;
  canManage: boolean;
  may: (permission: PermissionName) => boolean;
};

/** What one may do here. `canManage` is about the permission that is named, without one about all of an administrator's. */
export function useAbilities(about?: PermissionName): Abilities {
  const member = useMe().member;
  const may = (permission: PermissionName) => member?.permissions?.includes(permission) ?? false;
  return {
    canReply: may("conversations.reply"),
    canManage: about ? may(about) : (member?.can_manage ?? false),
    may,
  };
}
