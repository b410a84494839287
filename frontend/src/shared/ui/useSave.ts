import { type QueryKey, useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ApiError } from "@/shared/api/errors";
import { useErrorText } from "@/shared/i18n/errorText";
import { toast } from "./toast";

type Saving<R> = {
  save: () => Promise<R>;
  /** What to fetch again. */
  key: QueryKey;
  setError: (error: unknown) => void;
  /** Where a refusal without a field belongs: `{label_taken: "name"}`. */
  fieldOf?: Record<string, string>;
  onSaved?: (saved: R) => void;
};

/** Save a form: a word when it is done, every complaint at its field. */
export function useSave<R>({ save, key, setError, fieldOf = {}, onSaved }: Saving<R>) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const errorText = useErrorText();
  const atField = (error: unknown) => {
    const field = error instanceof ApiError ? fieldOf[error.code] : undefined;
    if (!field || !(error instanceof ApiError)) return error;
    const { code, status, data } = error;
    return new ApiError(code, error.message, { status, data, fields: { [field]: [errorText(error)] } });
  };
  return useMutation({
    mutationFn: save,
    onSuccess: async (saved) => {
      setError(null);
      await client.invalidateQueries({ queryKey: key });
      toast.success(t("common.saved"));
      onSaved?.(saved);
    },
    onError: (error) => setError(atField(error)),
  });
}
