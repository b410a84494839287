import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, ask } from "@/shared/api/client";
import { useLanguage } from "@/shared/i18n";
import { useErrorText } from "@/shared/i18n/errorText";
import { dayOnly } from "@/shared/lib/dates";
import { Badge } from "@/shared/ui/Badge";
import { Button } from "@/shared/ui/Button";
import { Card } from "@/shared/ui/Card";
import { toast } from "@/shared/ui/toast";
import { keys, planRequestsQuery } from "./api";

const TONES = { pending: "honey", approved: "sage", rejected: "danger", withdrawn: "neutral" } as const;

/** What became of the wishes for another plan. */
export function Requests({ canAsk }: { canAsk: boolean }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const client = useQueryClient();
  const errorText = useErrorText();
  const { data } = useQuery(planRequestsQuery);
  const { mutate, isPending } = useMutation({
    mutationFn: (id: string) => ask(api.DELETE("/api/plan-requests/{id}/", { params: { path: { id } } })),
    onSettled: () => client.invalidateQueries({ queryKey: keys.requests }),
    onError: (error) => toast.error(errorText(error)),
  });
  if (!data?.length) return null;
  return (
    <Card title={t("plans.requests")}>
      <ul className="divide-y">
        {data.slice(0, 5).map((request) => (
          <li
            key={request.id}
            className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-3 text-sm"
          >
            <div className="min-w-0">
              <p className="flex flex-wrap items-center gap-2">
                <span className="font-medium">{request.plan_name ?? t("plans.askOther")}</span>
                <Badge tone={TONES[request.state]}>{t(`plans.requestState.${request.state}`)}</Badge>
              </p>
              <p className="text-[13px] text-ink-3">{dayOnly(request.asked_at, language)}</p>
              {request.answer && <p className="mt-1 text-pretty text-ink-2">{request.answer}</p>}
            </div>
            {request.state === "pending" && canAsk && (
              <Button size="sm" isBusy={isPending} onClick={() => mutate(request.id)}>
                {t("plans.withdraw")}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
