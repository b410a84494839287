import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Eye } from "lucide-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { api, ask } from "@/shared/api/client";
import { useLanguage } from "@/shared/i18n";
import { useErrorText } from "@/shared/i18n/errorText";
import { clockTime } from "@/shared/lib/dates";
import { farewell, useMe } from "@/shared/session";
import { Button } from "@/shared/ui/Button";
import { toast } from "@/shared/ui/toast";
import { useVisitTexts } from "./texts";

/** Stands above every page while an operator looks through a member's eyes: who, why, until when, and the way out. */
export function VisitBanner() {
  const { t } = useTranslation();
  const language = useLanguage();
  const client = useQueryClient();
  const errorText = useErrorText();
  const hasTexts = useVisitTexts();
  const { guest, member, workspace } = useMe();
  const { mutate, isPending } = useMutation({
    mutationFn: () => ask(api.POST("/api/impersonation/end/")),
    onSuccess: ({ console }) => {
      farewell(client);
      window.location.assign(console);
    },
    onError: (error) => toast.error(errorText(error)),
  });
  const endsAt = guest?.ends_at;
  useEffect(() => {
    if (!endsAt) return;
    const left = new Date(endsAt).getTime() - Date.now();
    const timer = setTimeout(() => client.invalidateQueries(), Math.max(left, 0) + 1_000);
    return () => clearTimeout(timer);
  }, [client, endsAt]);
  if (!guest || !hasTexts) return null;
  return (
    <section
      aria-label={t("visit.label")}
      className="flex flex-wrap items-center justify-center gap-x-3 gap-y-1.5 bg-coral-soft px-4 py-2 text-[13px] text-coral"
    >
      <Eye aria-hidden="true" className="size-4 shrink-0" />
      <p className="min-w-0 break-words">
        <strong className="font-semibold">
          {t("visit.who", { workspace: workspace?.name, role: t(`role.${member?.role ?? "viewer"}`) })}
        </strong>{" "}
        {t(guest.may_write ? "visit.writes" : "visit.reads")}{" "}
        {t("visit.until", { time: clockTime(guest.ends_at, language), reason: guest.reason })}
      </p>
      <Button size="sm" look="danger" isBusy={isPending} onClick={() => mutate()}>
        {t("visit.end")}
      </Button>
    </section>
  );
}
