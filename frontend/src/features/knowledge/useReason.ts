import { useTranslation } from "react-i18next";
import type en from "@/shared/i18n/en";

type ReasonCode = keyof typeof en.knowledge.reasons;
type Reasoned = { reason: string; reason_code: string; reason_data: Record<string, number> };

/** Why a file could not be read, in the member's language; the server's own sentence for a code we do not know. */
export function useReason(): (of: Reasoned) => string {
  const { t, i18n } = useTranslation();
  return ({ reason, reason_code, reason_data }) =>
    i18n.exists(`knowledge.reasons.${reason_code}`)
      ? t(`knowledge.reasons.${reason_code as ReasonCode}`, reason_data)
      : reason || t("knowledge.failed");
}
