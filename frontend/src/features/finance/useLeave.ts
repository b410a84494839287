import { useMutation } from "@tanstack/react-query";
import { useErrorText } from "@/shared/i18n/errorText";
import { toast } from "@/shared/ui/toast";

/** Ask for an address at Stripe and go there; a refusal is said in passing. */
export function useLeave<A>(where: (wanted: A) => Promise<{ url: string }>) {
  const errorText = useErrorText();
  return useMutation({
    mutationFn: where,
    onSuccess: ({ url }) => window.location.assign(url),
    onError: (error) => toast.error(errorText(error)),
  });
}
