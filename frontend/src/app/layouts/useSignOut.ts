import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { signOut } from "@/features/accounts";
import { useErrorText } from "@/shared/i18n/errorText";
import { farewell } from "@/shared/session";
import { toast } from "@/shared/ui/toast";

/** End the session and forget everything it has shown: the next person at this desk is somebody else. */
export function useSignOut(): () => void {
  const client = useQueryClient();
  const navigate = useNavigate();
  const errorText = useErrorText();
  const { mutate } = useMutation({
    mutationFn: async () => {
      // While the session still counts: the next person at this desk must not read this one's messages.
      const { turnPushOff } = await import("@/features/notifications/push");
      await turnPushOff();
      await signOut();
    },
    onSuccess: async () => {
      await navigate({ to: "/sign-in", replace: true });
      client.clear();
      farewell(client);
    },
    onError: (error) => toast.error(errorText(error)),
  });
  return () => mutate();
}
