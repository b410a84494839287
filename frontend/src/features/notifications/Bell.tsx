import { Bell as BellIcon } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Count } from "@/shared/ui/Badge";
import { openCentre } from "./centre";

type BellProps = { unread: number };

function useBellLabel(unread: number): string {
  const { t } = useTranslation();
  return unread > 0 ? t("alerts.bellUnread", { count: unread }) : t("alerts.title");
}

/** The bell in the rail of a wide screen. */
export function Bell({ unread }: BellProps) {
  const label = useBellLabel(unread);
  return (
    <button
      type="button"
      title={label}
      aria-haspopup="dialog"
      onClick={() => openCentre(true)}
      className="relative mb-3 grid size-11 place-items-center rounded-2xl transition-colors hover:bg-rail-active/60 hover:text-rail-bright focus-visible:outline-rail-bright"
    >
      <BellIcon aria-hidden="true" className="size-[22px] stroke-[1.7]" />
      <span className="sr-only">{label}</span>
      {/* The label says how many there are; "9+" would contradict it. */}
      <span aria-hidden="true">
        <Count value={unread} className="absolute -top-0.5 -right-0.5" />
      </span>
    </button>
  );
}

/** The bell among the tabs of a phone. */
export function BellTab({ unread }: BellProps) {
  const { t } = useTranslation();
  const label = useBellLabel(unread);
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      onClick={() => openCentre(true)}
      className="relative flex min-h-14 min-w-0 flex-1 flex-col items-center justify-center gap-0.5 text-[10px] font-medium text-ink-2"
    >
      <BellIcon aria-hidden="true" className="size-[22px] stroke-[1.7]" />
      <span className="sr-only">{label}</span>
      <span aria-hidden="true" className="max-w-full truncate">
        {t("alerts.short")}
      </span>
      <span aria-hidden="true">
        <Count value={unread} className="absolute top-1 left-[calc(50%+6px)]" />
      </span>
    </button>
  );
}
