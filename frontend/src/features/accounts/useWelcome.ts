import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { Me } from "@/shared/api/types";
import { welcome } from "@/shared/session";
import { workspaceSlug } from "@/shared/session/host";

/** Where somebody goes who has just proved who they are: on, or on the public site to their workspaces. */
export function useWelcome(next?: string): (me: Me) => void {
  const client = useQueryClient();
  const navigate = useNavigate();
  return (me) => {
    welcome(client, me);
    navigate({ href: next ?? (workspaceSlug() ? "/inbox" : "/workspaces"), replace: true });
  };
}
