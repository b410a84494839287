import { WifiOff } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useConnectionLost, useLiveSocket } from "@/shared/ws/live";

export function ConnectionBanner() {
  const { t } = useTranslation();
  const socket = useLiveSocket();
  const isLost = useConnectionLost();
  return (
    <div role="status">
      {isLost && (
        <p className="flex flex-wrap items-center justify-center gap-x-3 bg-honey-soft px-4 py-2 text-[13px] font-medium text-honey">
          <WifiOff aria-hidden="true" className="size-4" />
          {t("connection.lost")}
          <button
            type="button"
            onClick={() => socket?.retryNow()}
            className="min-h-8 font-semibold underline underline-offset-4"
          >
            {t("connection.retry")}
          </button>
        </p>
      )}
    </div>
  );
}
