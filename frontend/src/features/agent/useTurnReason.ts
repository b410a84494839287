import { useTranslation } from "react-i18next";
import type { Turn } from "@/shared/api/types";
import type en from "@/shared/i18n/en";

type Code = keyof typeof en.turns.reason;

/** Why a turn ended as it did, in the reader's language; free words stay as they were written. */
export function useTurnReason(): (turn: Pick<Turn, "reason" | "reason_code">) => string {
  const { t, i18n } = useTranslation();
  return ({ reason, reason_code }) => {
    if (!reason_code || !i18n.exists(`turns.reason.${reason_code}`)) return reason;
    return t(`turns.reason.${reason_code as Code}`);
  };
}
