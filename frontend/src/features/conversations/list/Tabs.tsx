import { useQuery } from "@tanstack/react-query";
import { AtSign, Hourglass } from "lucide-react";
import { useTranslation } from "react-i18next";
import { cn } from "@/shared/lib/cn";
import { Tip } from "@/shared/ui/Tip";
import { usePollMs } from "@/shared/ws/live";
import { countsQuery } from "./api";
import { TABS, type Tab } from "./filters";

const MOST = 999;
const shown = (count: number) => (count > MOST ? `${MOST}+` : count);

/** Tabs that are looked at now and then stand as a picture, so that all of them fit side by side. */
const ICONS = { mentions: AtSign, unattended: Hourglass };

export function Tabs({ value, onChange }: { value: Tab; onChange: (tab: Tab) => void }) {
  const { t } = useTranslation();
  const { data: counts } = useQuery({ ...countsQuery, refetchInterval: usePollMs() });
  return (
    <nav aria-label={t("inbox.tabs")} className="-mx-1 flex overflow-x-auto border-b [scrollbar-width:none]">
      {TABS.map((tab) => {
        const isOn = value === tab;
        const Icon = tab === "mentions" || tab === "unattended" ? ICONS[tab] : null;
        const name = t(`inbox.tab.${tab}`);
        const button = (
          <button
            key={tab}
            type="button"
            aria-pressed={isOn}
            onClick={() => onChange(tab)}
            className={cn(
              "flex min-h-9 flex-auto items-center justify-center gap-1 border-b-2 px-1 text-[13px] font-medium whitespace-nowrap transition-colors pointer-coarse:min-h-11",
              isOn ? "border-primary text-primary" : "border-transparent text-ink-2 hover:text-ink",
            )}
          >
            {Icon ? (
              <>
                <Icon aria-hidden="true" className="size-4" />
                <span className="sr-only">{name}</span>
              </>
            ) : (
              name
            )}
            {counts && (!Icon || counts[tab] > 0) && (
              <span className="text-[11px] text-ink-3 tabular-nums">{shown(counts[tab])}</span>
            )}
          </button>
        );
        return Icon ? (
          <Tip key={tab} text={name}>
            {button}
          </Tip>
        ) : (
          button
        );
      })}
    </nav>
  );
}
