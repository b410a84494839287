import { useQuery } from "@tanstack/react-query";
import { Plus, Shuffle } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAbilities } from "@/shared/session";
import { Badge } from "@/shared/ui/Badge";
import { Button } from "@/shared/ui/Button";
import { Card } from "@/shared/ui/Card";
import { Confirm } from "@/shared/ui/Confirm";
import { RowActions } from "@/shared/ui/RowActions";
import { Bones, Empty, Failed } from "@/shared/ui/States";
import { useRemoval } from "@/shared/ui/useRemoval";
import { deletePolicy, type Policy, policiesQuery } from "./api";
import { PolicyForm } from "./PolicyForm";

type Named = { id: string; name: string };
type AssignmentSectionProps = { teams: readonly Named[]; members: readonly Named[] };

export function AssignmentSection({ teams, members }: AssignmentSectionProps) {
  const { t } = useTranslation();
  const { canManage } = useAbilities("inbox.manage");
  const { data, error, refetch } = useQuery(policiesQuery);
  const [edited, setEdited] = useState<Policy | "new" | null>(null);
  const removal = useRemoval<Policy>(deletePolicy, policiesQuery.queryKey);
  const add = canManage && (
    <Button look="primary" size="sm" onClick={() => setEdited("new")}>
      <Plus aria-hidden="true" className="size-4" />
      {t("assignmentSettings.add")}
    </Button>
  );
  const facts = (policy: Policy) =>
    [
      t(`assignmentSettings.methods.${policy.method}`),
      policy.capacity !== null && t("assignmentSettings.upTo", { count: policy.capacity }),
      policy.only_online && t("assignmentSettings.onlyOnline"),
      policy.by_skill && t("assignmentSettings.bySkill"),
    ].filter(Boolean);
  return (
    <Card
      title={t("settings.assignment")}
      text={t("assignmentSettings.about")}
      action={data && data.length > 0 && add}
    >
      {error && !data && <Failed error={error} onRetry={() => refetch()} />}
      {!data && !error && <Bones rows={2} className="h-14" />}
      {data?.length === 0 && (
        <Empty
          picture={<Shuffle />}
          title={t("assignmentSettings.empty")}
          text={t("assignmentSettings.emptyText")}
          action={add}
        />
      )}
      <ul className="divide-y">
        {data?.map((policy) => (
          <li key={policy.id} className="flex items-center gap-3 py-3">
            <div className="min-w-0 flex-1">
              <p className="flex flex-wrap items-center gap-2 font-medium">
                {policy.name}
                <Badge tone="sage">{policy.team?.name ?? t("assignmentSettings.noTeam")}</Badge>
                {!policy.is_on && <Badge>{t("settingsRow.off")}</Badge>}
              </p>
              <p className="text-[13px] text-ink-2">{facts(policy).join(" · ")}</p>
            </div>
            {canManage && (
              <RowActions
                name={policy.name}
                onEdit={() => setEdited(policy)}
                onDelete={() => removal.ask(policy)}
              />
            )}
          </li>
        ))}
      </ul>
      {edited && (
        <PolicyForm
          policy={edited === "new" ? null : edited}
          teams={teams}
          members={members}
          onClose={() => setEdited(null)}
        />
      )}
      <Confirm
        {...removal.confirm}
        title={t("settingsRow.delete", { name: removal.doomed?.name ?? "" })}
        text={t("assignmentSettings.deleteText")}
        action={t("common.delete")}
        onConfirm={removal.onConfirm}
      />
    </Card>
  );
}
