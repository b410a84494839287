import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Check, Minus } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useErrorText } from "@/shared/i18n/errorText";
import { cn } from "@/shared/lib/cn";
import { Card } from "@/shared/ui/Card";
import { Segmented } from "@/shared/ui/Segmented";
import { Bones, Failed } from "@/shared/ui/States";
import { toast } from "@/shared/ui/toast";
import { type Override, type Permission, type Rights, rightsQuery, setOverrides } from "../api";

type Choice = Override | "role";

/** The names stand in the texts under the part before the dot and the one after it. */
function textKey(name: Permission["name"]) {
  return name.replace(".", "_") as
    | "conversations_reply"
    | "contacts_edit"
    | "knowledge_edit"
    | "inbox_manage"
    | "agent_manage"
    | "channels_manage"
    | "company_manage"
    | "team_manage"
    | "log_view"
    | "money_view"
    | "plan_manage"
    | "workspace_own";
}

function Line({
  row,
  role,
  onChoose,
}: {
  row: Permission;
  role: string;
  onChoose: (choice: Choice) => void;
}) {
  const { t } = useTranslation();
  const key = textKey(row.name);
  const Mark = row.is_allowed ? Check : Minus;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3">
      <span
        aria-hidden="true"
        className={cn(
          "grid size-7 shrink-0 place-items-center rounded-full",
          row.is_allowed ? "bg-sage-soft text-sage" : "bg-sunken text-ink-3",
        )}
      >
        <Mark className="size-4" />
      </span>
      <div className="min-w-0 flex-1 basis-52">
        <p className="text-sm font-medium">{t(`permissions.name.${key}`)}</p>
        <p className="text-[13px] text-ink-2">
          <span className="sr-only">{t(row.is_allowed ? "permissions.yes" : "permissions.no")}: </span>
          {t(`permissions.why.${row.reason}`, { role })}
          {row.reason === "role" && (row.is_allowed ? "" : ` ${t("permissions.notIncluded")}`)}
        </p>
      </div>
      {row.can_change && (
        <Segmented<Choice>
          label={t(`permissions.name.${key}`)}
          value={row.override ?? "role"}
          onChange={onChoose}
          options={[
            { value: "role", label: t("permissions.asRole") },
            { value: "allow", label: t("permissions.allow"), short: t("permissions.yesShort") },
            { value: "deny", label: t("permissions.deny"), short: t("permissions.noShort") },
          ]}
          className="max-sm:ml-11"
        />
      )}
    </li>
  );
}

/** What a person may do, each with its reason; who may, changes it with one press. */
export function PermissionMatrix({ memberId }: { memberId: string }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const errorText = useErrorText();
  const query = rightsQuery(memberId);
  const { data, error, refetch } = useQuery(query);
  const { mutate } = useMutation({
    mutationFn: (overrides: Record<string, Override>) => setOverrides(memberId, overrides),
    onSuccess: (rights) => client.setQueryData<Rights>(query.queryKey, rights),
    onError: (failure) => toast.error(errorText(failure)),
  });
  const choose = (name: string, choice: Choice) => {
    const kept = (data?.permissions ?? []).filter((row) => row.override && row.name !== name);
    const overrides = Object.fromEntries(kept.map((row) => [row.name, row.override as Override]));
    mutate(choice === "role" ? overrides : { ...overrides, [name]: choice });
  };
  return (
    <Card
      title={t("permissions.title")}
      text={t(data?.can_change ? "permissions.text" : "permissions.textRead")}
    >
      {error && !data && <Failed error={error} onRetry={() => refetch()} />}
      {!data && !error && <Bones rows={6} className="h-12" />}
      <ul className="divide-y">
        {data?.permissions.map((row) => (
          <Line
            key={row.name}
            row={row}
            role={t(`role.${data.member.role}`)}
            onChoose={(choice) => choose(row.name, choice)}
          />
        ))}
      </ul>
    </Card>
  );
}
