import { Plus } from "lucide-react";
import type { ComponentProps } from "react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLanguage } from "@/shared/i18n";
import { fullWhen } from "@/shared/lib/dates";
import { useNow } from "@/shared/lib/useNow";
import { Badge } from "@/shared/ui/Badge";
import { Button } from "@/shared/ui/Button";
import { Card } from "@/shared/ui/Card";
import { Confirm } from "@/shared/ui/Confirm";
import { type Announcement, announcements, withdrawAnnouncement } from "../api";
import { ConsoleTitle } from "../shell/ConsoleTitle";
import { Listing, useListing } from "../shell/Listing";
import { useAct } from "../shell/useAct";
import { AnnouncementForm } from "./AnnouncementForm";

type Phase = "withdrawn" | "over" | "now" | "later";
const TONES: Record<Phase, ComponentProps<typeof Badge>["tone"]> = {
  withdrawn: "neutral",
  over: "neutral",
  now: "sage",
  later: "primary",
};

function phaseOf(row: Announcement, now: number): Phase {
  if (row.withdrawn_at) return "withdrawn";
  if (Date.parse(row.ends_at) <= now) return "over";
  return Date.parse(row.starts_at) <= now ? "now" : "later";
}

function AnnouncementCard({ row, onEdit }: { row: Announcement; onEdit: () => void }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const now = useNow();
  const [isLeaving, setLeaving] = useState(false);
  const withdraw = useAct(
    () => withdrawAnnouncement(row.id),
    t("console.announcements.withdrawnNow"),
    () => setLeaving(false),
  );
  const phase = phaseOf(row, Number(now));
  const isOpen = phase === "now" || phase === "later";
  const title = language === "uk" ? row.title_uk : row.title_en;
  return (
    <Card>
      <p className="mb-1.5 flex flex-wrap gap-1.5">
        <Badge tone={TONES[phase]}>{t(`console.announcements.phases.${phase}`)}</Badge>
        <Badge
          tone={row.severity === "critical" ? "danger" : row.severity === "warning" ? "honey" : "neutral"}
        >
          {t(`console.announcements.severities.${row.severity}`)}
        </Badge>
        <Badge>{t(`console.announcements.audiences.${row.audience}`)}</Badge>
      </p>
      <h2 className="font-semibold break-words">{title}</h2>
      <p className="text-sm break-words whitespace-pre-line text-ink-2">
        {language === "uk" ? row.text_uk : row.text_en}
      </p>
      <p className="mt-2 text-[13px] text-ink-3">
        {fullWhen(row.starts_at, language)} – {fullWhen(row.ends_at, language)} · {row.created_by_name} ·{" "}
        {t("console.announcements.dismissed", { count: row.dismissed })}
      </p>
      {isOpen && (
        <div className="mt-3 flex gap-2">
          <Button size="sm" onClick={onEdit}>
            {t("console.announcements.edit")}
          </Button>
          <Button size="sm" look="danger" onClick={() => setLeaving(true)}>
            {t("console.announcements.withdraw")}
          </Button>
        </div>
      )}
      <Confirm
        isOpen={isLeaving}
        title={t("console.announcements.withdrawTitle")}
        text={title}
        action={t("console.announcements.withdraw")}
        isBusy={withdraw.isPending}
        onConfirm={() => withdraw.mutate(undefined)}
        onClose={() => setLeaving(false)}
      />
    </Card>
  );
}

export function AnnouncementsPage() {
  const { t } = useTranslation();
  const [edited, setEdited] = useState<Announcement | "new" | null>(null);
  const found = useListing("announcements", {}, (cursor) => announcements({ cursor }));
  return (
    <>
      <ConsoleTitle
        title={t("console.pages.announcements")}
        text={t("console.announcements.text")}
        action={
          <Button look="primary" onClick={() => setEdited("new")}>
            <Plus aria-hidden="true" className="size-4" />
            {t("console.announcements.make")}
          </Button>
        }
      />
      <Listing found={found} empty={t("console.announcements.none")}>
        {(rows) => (
          <div className="flex flex-col gap-3">
            {rows.map((row) => (
              <AnnouncementCard key={row.id} row={row} onEdit={() => setEdited(row)} />
            ))}
          </div>
        )}
      </Listing>
      {edited && (
        <AnnouncementForm row={edited === "new" ? undefined : edited} onClose={() => setEdited(null)} />
      )}
    </>
  );
}
