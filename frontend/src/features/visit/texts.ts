import { useQuery } from "@tanstack/react-query";
import i18next from "i18next";
import { useLanguage } from "@/shared/i18n";

const LOADERS = {
  en: () => import("@/shared/i18n/en/visit.json"),
  uk: () => import("@/shared/i18n/uk/visit.json"),
};

/** Load what only an operator on a visit reads; false until it is there. */
export function useVisitTexts(): boolean {
  const language = useLanguage();
  const { data } = useQuery({
    queryKey: ["visit-texts", language],
    queryFn: async () => {
      const { default: texts } = await LOADERS[language]();
      i18next.addResourceBundle(language, "translation", texts, true, true);
      return true;
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
  return data ?? false;
}
