import { useTranslation } from "react-i18next";

/** What to call a customer: a visitor of a website may have said no name, and several of them must not look alike. */
export function useContactName(): (contact: { id: string; name: string }) => string {
  const { t } = useTranslation();
  return ({ id, name }) => name || t("contact.nameless", { code: id.slice(-4).toUpperCase() });
}
