import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ChevronRight, CircleCheck, CircleDashed, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { cn } from "@/shared/lib/cn";
import { IconButton } from "@/shared/ui/IconButton";
import { checklistQuery, putAway } from "./api";

/** Where each item is done. */
const WAYS = {
  wizard: "/welcome",
  knowledge: "/knowledge",
  test: "/welcome/test",
  channel: "/settings/channels",
  hours: "/settings/hours",
  company: "/settings/company",
  team: "/settings/team",
  email: "/verify-email",
  message: "/settings/channels",
} as const;

/** What a new workspace still needs. It ticks itself; only putting it away is a click. */
export function Checklist({ className }: { className?: string }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { data: items } = useQuery(checklistQuery);
  const { mutate, isPending } = useMutation({
    mutationFn: putAway,
    onSuccess: () => client.setQueryData(checklistQuery.queryKey, []),
  });
  if (!items?.length) return null;
  const done = items.filter(({ is_done }) => is_done).length;
  return (
    <section
      aria-label={t("welcome.list.title")}
      className={cn("rounded-3xl border bg-surface p-4 text-left shadow-card", className)}
    >
      <header className="flex items-start justify-between gap-3">
        <div>
          <h2 className="font-semibold">{t("welcome.list.title")}</h2>
          <p className="text-[13px] text-ink-2">{t("welcome.list.count", { done, count: items.length })}</p>
        </div>
        <IconButton label={t("welcome.list.putAway")} disabled={isPending} onClick={() => mutate()}>
          <X className="size-4" />
        </IconButton>
      </header>
      <div aria-hidden="true" className="mt-3 h-1.5 overflow-hidden rounded-full bg-sunken">
        <div className="h-full rounded-full bg-sage" style={{ width: `${(done * 100) / items.length}%` }} />
      </div>
      <ul className="mt-2">
        {items.map(({ name, is_done }) => (
          <li key={name}>
            {is_done ? (
              <span className="flex min-h-10 items-center gap-2.5 px-1 text-sm text-ink-3">
                <CircleCheck aria-label={t("welcome.list.done")} className="size-4.5 shrink-0 text-sage" />
                <s className="decoration-line-strong">{t(`welcome.list.items.${name}`)}</s>
              </span>
            ) : (
              <Link
                to={WAYS[name] as string}
                className="flex min-h-10 items-center gap-2.5 rounded-xl px-1 text-sm font-medium hover:bg-sunken pointer-coarse:min-h-11"
              >
                <CircleDashed aria-hidden="true" className="size-4.5 shrink-0 text-ink-3" />
                <span className="flex-1">{t(`welcome.list.items.${name}`)}</span>
                <ChevronRight aria-hidden="true" className="size-4 text-ink-3" />
              </Link>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
