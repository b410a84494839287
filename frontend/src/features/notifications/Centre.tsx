import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { BellRing, CheckCheck, Settings2, X } from "lucide-react";
import { Dialog } from "radix-ui";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { flatten, type Pages } from "@/shared/api/paging";
import { useErrorText } from "@/shared/i18n/errorText";
import { Button } from "@/shared/ui/Button";
import { IconButton } from "@/shared/ui/IconButton";
import { Segmented } from "@/shared/ui/Segmented";
import { Bones, Empty, Failed } from "@/shared/ui/States";
import { toast } from "@/shared/ui/toast";
import { AlertRow } from "./AlertRow";
import { type Alert, alertsQuery, keys, readAlert, readAll, unreadQuery } from "./api";
import { openCentre } from "./centre";
import { withRead } from "./live";
import { PushOffer } from "./PushOffer";

const close = () => openCentre(false);

/** Show as read at once; the server's word, with the frame of the new count, comes after. */
function useReading() {
  const client = useQueryClient();
  const errorText = useErrorText();
  const mark = (isRead: (alert: Alert) => boolean) => {
    for (const isUnreadOnly of [true, false]) {
      client.setQueryData<Pages<Alert>>([...keys.list, isUnreadOnly], (pages) =>
        withRead(pages, isRead, isUnreadOnly),
      );
    }
  };
  const settled = { onError: (error: unknown) => toast.error(errorText(error)) };
  const one = useMutation({
    mutationFn: (alert: Alert) => readAlert(alert.id),
    onMutate: (alert) => {
      mark((other) => other.id === alert.id);
      client.setQueryData(unreadQuery.queryKey, (count) => Math.max(0, (count ?? 1) - 1));
    },
    ...settled,
  });
  const all = useMutation({
    mutationFn: () => readAll(),
    onMutate: () => mark(() => true),
    onSuccess: (left) => client.setQueryData(unreadQuery.queryKey, left),
    ...settled,
  });
  return { readOne: one.mutate, readEverything: all.mutate };
}

/** What happened while one looked elsewhere: a panel beside the rail, the whole screen on a phone. */
export function Centre() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [filter, setFilter] = useState<"all" | "unread">("all");
  const query = useInfiniteQuery(alertsQuery(filter === "unread"));
  const { readOne, readEverything } = useReading();
  const alerts = flatten(query.data);
  const visit = (alert: Alert) => {
    if (!alert.read) readOne(alert);
    close();
    if (alert.conversation) {
      void navigate({ to: "/inbox/$conversationId", params: { conversationId: alert.conversation } });
    } else if (alert.kind === "agent_budget") {
      void navigate({ to: "/agent/$tab", params: { tab: "settings" } });
    } else
      void navigate({
        to: "/settings/$section",
        params: { section: alert.kind === "plan" ? "plan" : "channels" },
      });
  };
  return (
    <Dialog.Root open onOpenChange={(isOpen) => !isOpen && close()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-[#1b0e14]/30 animate-fade" />
        <Dialog.Content
          aria-describedby={undefined}
          // The first button would show its tip over the list.
          onOpenAutoFocus={(event) => {
            event.preventDefault();
            (event.currentTarget as HTMLElement).focus();
          }}
          className="fixed inset-0 z-50 flex flex-col bg-surface shadow-float outline-none animate-fade md:inset-y-0 md:right-auto md:left-24 md:w-104 md:border-r"
        >
          <header className="flex flex-wrap items-center justify-between gap-x-2 gap-y-3 border-b px-4 pt-[max(1rem,env(safe-area-inset-top))] pb-3">
            <Dialog.Title className="text-lg font-semibold">{t("alerts.title")}</Dialog.Title>
            <div className="flex">
              <IconButton label={t("alerts.readAll")} onClick={() => readEverything()}>
                <CheckCheck className="size-5" />
              </IconButton>
              <IconButton label={t("settings.notifications")} asChild>
                <Link to="/settings/$section" params={{ section: "notifications" }} onClick={close}>
                  <Settings2 className="size-5" />
                </Link>
              </IconButton>
              <Button look="quiet" size="icon" aria-label={t("common.close")} onClick={close}>
                <X className="size-5" />
              </Button>
            </div>
            <div className="w-full">
              <Segmented
                label={t("alerts.show")}
                value={filter}
                onChange={setFilter}
                options={[
                  { value: "all", label: t("alerts.all") },
                  { value: "unread", label: t("alerts.unread") },
                ]}
              />
            </div>
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto pb-[env(safe-area-inset-bottom)]">
            <PushOffer />
            {query.isPending && (
              <div className="p-4">
                <Bones rows={6} className="h-16" />
              </div>
            )}
            {query.error && !query.data && <Failed error={query.error} onRetry={() => query.refetch()} />}
            {query.data && alerts.length === 0 && (
              <Empty picture={<BellRing />} title={t("alerts.empty")} text={t("alerts.emptyText")} />
            )}
            <ul className="divide-y">
              {alerts.map((alert) => (
                <AlertRow
                  key={alert.id}
                  alert={alert}
                  onVisit={() => visit(alert)}
                  onRead={() => readOne(alert)}
                />
              ))}
            </ul>
            {query.hasNextPage && (
              <div className="p-4">
                <Button
                  className="w-full"
                  isBusy={query.isFetchingNextPage}
                  onClick={() => query.fetchNextPage()}
                >
                  {t("common.more")}
                </Button>
              </div>
            )}
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
