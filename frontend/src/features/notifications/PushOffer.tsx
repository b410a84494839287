import { BellPlus, X } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { stored } from "@/shared/lib/stored";
import { Button } from "@/shared/ui/Button";
import { usePush } from "./usePush";

const DISMISSED = "pushOffer";

/** Why this device should be told, before the browser asks its own short question. */
export function PushOffer() {
  const { t } = useTranslation();
  const { state, isReady, isBusy, turnOn } = usePush();
  const [isDismissed, setDismissed] = useState(() => stored.get(DISMISSED) === "no");
  if (isDismissed || state !== "off" || !isReady) return null;
  return (
    <section className="m-3 flex items-start gap-3 rounded-2xl bg-sage-soft p-3.5">
      <BellPlus aria-hidden="true" className="mt-0.5 size-5 shrink-0 text-sage" />
      <div className="min-w-0 flex-1">
        <p className="text-sm font-medium">{t("alerts.offer")}</p>
        <p className="mt-0.5 text-[13px] text-ink-2">{t("alerts.offerText")}</p>
        <Button look="primary" size="sm" className="mt-2.5" isBusy={isBusy} onClick={turnOn}>
          {t("alerts.offerYes")}
        </Button>
      </div>
      <button
        type="button"
        aria-label={t("alerts.offerNo")}
        onClick={() => {
          stored.set(DISMISSED, "no");
          setDismissed(true);
        }}
        className="grid size-8 place-items-center rounded-lg text-ink-2 hover:bg-sage-line/60 pointer-coarse:size-11"
      >
        <X aria-hidden="true" className="size-4" />
      </button>
    </section>
  );
}
