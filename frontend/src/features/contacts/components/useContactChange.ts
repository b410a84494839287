import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useErrorText } from "@/shared/i18n/errorText";
import { toast } from "@/shared/ui/toast";
import { type ContactChange, changeContact, contactQuery } from "../api";

/** Save what was edited in place; refused values go back to what the server holds. */
export function useContactChange(contactId: string) {
  const client = useQueryClient();
  const errorText = useErrorText();
  const { queryKey } = contactQuery(contactId);
  const { mutate } = useMutation({
    mutationFn: (change: ContactChange) => changeContact(contactId, change),
    onSuccess: (saved) => client.setQueryData(queryKey, saved),
    onError: (failure) => {
      toast.error(errorText(failure));
      void client.invalidateQueries({ queryKey });
    },
  });
  return mutate;
}
