import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { CircleCheck, CircleX, RefreshCw } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { ChannelAccount } from "@/shared/api/types";
import { useLanguage } from "@/shared/i18n";
import { useErrorText } from "@/shared/i18n/errorText";
import { dayOnly, fullWhen } from "@/shared/lib/dates";
import { useAbilities } from "@/shared/session";
import { Button } from "@/shared/ui/Button";
import { Card } from "@/shared/ui/Card";
import { Bones, Failed } from "@/shared/ui/States";
import { toast } from "@/shared/ui/toast";
import { channelsQuery, healthQuery, testChannel } from "../api";
import { useCheckText } from "../useCheckText";

function Fact({ term, children }: { term: string; children: string }) {
  return (
    <div className="flex flex-wrap gap-x-2">
      <dt className="text-ink-2">{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** What the vendor says about the account, and when it was last heard of. */
export function HealthCard({ account }: { account: ChannelAccount }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const client = useQueryClient();
  const errorText = useErrorText();
  const checkText = useCheckText(account.kind);
  const { canManage } = useAbilities("channels.manage");
  const { data, error, isFetching, refetch } = useQuery(healthQuery(account.id));
  const test = useMutation({
    mutationFn: () => testChannel(account.id),
    onSuccess: (result) => {
      client.setQueryData(healthQuery(account.id).queryKey, result);
      void client.invalidateQueries({ queryKey: channelsQuery.queryKey, exact: true });
      if (result.ok) toast.success(t("channels.health.fine"));
      else toast.error(t("channels.health.trouble"));
    },
    onError: (failure) => toast.error(errorText(failure)),
  });
  return (
    <Card
      title={t("channels.health.title")}
      text={t("channels.health.text")}
      action={
        <Button
          size="sm"
          isBusy={test.isPending || (isFetching && Boolean(data))}
          onClick={() => (canManage ? test.mutate() : void refetch())}
        >
          {!test.isPending && !(isFetching && data) && <RefreshCw aria-hidden="true" className="size-4" />}
          {t("channels.health.test")}
        </Button>
      }
    >
      {error && !data && <Failed error={error} onRetry={() => refetch()} className="py-6" />}
      {!data && !error && <Bones rows={2} className="h-6" />}
      {data && (
        <ul aria-live="polite" className="flex flex-col gap-2 text-sm">
          {data.checks.map((check) => (
            <li key={check.name} className="flex items-start gap-2.5">
              {check.ok ? (
                <CircleCheck
                  aria-label={t("channels.health.ok")}
                  className="mt-0.5 size-4.5 shrink-0 text-sage"
                />
              ) : (
                <CircleX
                  aria-label={t("channels.health.bad")}
                  className="mt-0.5 size-4.5 shrink-0 text-danger"
                />
              )}
              <span className="min-w-0">{checkText(check)}</span>
            </li>
          ))}
        </ul>
      )}
      <dl className="mt-4 flex flex-col gap-1 border-t pt-3 text-[13px]">
        <Fact term={t("channels.lastEvent")}>
          {account.last_event_at ? fullWhen(account.last_event_at, language) : t("channels.never")}
        </Fact>
        {account.token_expires_at && (
          <Fact term={t("channels.signInUntil")}>{dayOnly(account.token_expires_at, language)}</Fact>
        )}
      </dl>
    </Card>
  );
}
