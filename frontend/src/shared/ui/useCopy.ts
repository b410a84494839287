import { useTranslation } from "react-i18next";
import { toast } from "./toast";

/** Copy a text and say so; without https, or where the browser forbids it, there is no clipboard. */
export function useCopy() {
  const { t } = useTranslation();
  return async (text: string, done = t("common.copied")) => {
    try {
      await navigator.clipboard.writeText(text);
      toast.success(done);
    } catch {
      toast.error(t("common.notCopied"));
    }
  };
}
