import { useTranslation } from "react-i18next";
import { toast } from "@/shared/ui/toast";
import type { Replayed } from "../running";

/** Say how many went back in line, and how many could not. */
export function useReplayed(): (result: Replayed) => void {
  const { t } = useTranslation();
  return ({ replayed, left }) => {
    if (replayed > 0) toast.success(t("consoleIntake.replayed", { count: replayed }));
    if (left > 0) toast.error(t("consoleIntake.left", { count: left }));
    if (replayed === 0 && left === 0) toast.plain(t("consoleIntake.nothingToReplay"));
  };
}
