import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Plus, Scissors, Trash2 } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { flatten } from "@/shared/api/paging";
import type { Service } from "@/shared/api/types";
import { useLanguage } from "@/shared/i18n";
import { useErrorText } from "@/shared/i18n/errorText";
import { useAbilities } from "@/shared/session";
import { Badge } from "@/shared/ui/Badge";
import { Button } from "@/shared/ui/Button";
import { Card } from "@/shared/ui/Card";
import { Confirm } from "@/shared/ui/Confirm";
import { IconButton } from "@/shared/ui/IconButton";
import { Bones, Empty, Failed } from "@/shared/ui/States";
import { toast } from "@/shared/ui/toast";
import { companyQuery, deleteService, servicesQuery } from "../api";
import { priceText } from "../money";
import { ServiceForm } from "./ServiceForm";

type RowProps = { service: Service; onEdit: () => void; onDelete: () => void };

function ServiceRow({ service, onEdit, onDelete }: RowProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { canManage } = useAbilities();
  const facts = [
    service.category,
    service.duration_min && t("services.duration", { count: service.duration_min }),
  ].filter(Boolean);
  return (
    <li className="flex items-center gap-3 py-2.5">
      <div className="min-w-0 flex-1">
        <button
          type="button"
          disabled={!canManage}
          onClick={onEdit}
          className="block max-w-full truncate text-left font-medium not-disabled:hover:text-primary not-disabled:hover:underline"
        >
          {service.name}
        </button>
        <p className="truncate text-[13px] text-ink-2">{facts.join(" · ")}</p>
      </div>
      {!service.is_active && <Badge>{t("services.inactive")}</Badge>}
      <span className="shrink-0 font-medium tabular-nums">{priceText(service, language)}</span>
      {canManage && (
        <IconButton label={t("services.delete", { name: service.name })} onClick={onDelete}>
          <Trash2 className="size-4" />
        </IconButton>
      )}
    </li>
  );
}

export function ServiceList() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const errorText = useErrorText();
  const { canManage } = useAbilities();
  const company = useQuery(companyQuery);
  const query = useInfiniteQuery(servicesQuery);
  const [edited, setEdited] = useState<Service | "new" | null>(null);
  const [doomed, setDoomed] = useState<Service | null>(null);
  const { mutate: remove, isPending } = useMutation({
    mutationFn: deleteService,
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: servicesQuery.queryKey });
      setDoomed(null);
    },
    onError: (error) => toast.error(errorText(error)),
  });
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage) fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  const services = flatten(query.data);
  const add = (
    <Button look="primary" size="sm" onClick={() => setEdited("new")}>
      <Plus aria-hidden="true" className="size-4" />
      {t("services.add")}
    </Button>
  );
  return (
    <Card
      title={t("settings.services")}
      text={t("services.text")}
      action={canManage && services.length > 0 && add}
    >
      {query.isPending && <Bones rows={5} className="h-12" />}
      {query.error && !query.data && <Failed error={query.error} onRetry={() => query.refetch()} />}
      {query.data && services.length === 0 && (
        <Empty
          picture={<Scissors />}
          title={t("services.empty")}
          text={t("services.emptyText")}
          action={canManage && add}
        />
      )}
      <ul className="divide-y">
        {services.map((service) => (
          <ServiceRow
            key={service.id}
            service={service}
            onEdit={() => setEdited(service)}
            onDelete={() => setDoomed(service)}
          />
        ))}
      </ul>
      {edited && (
        <ServiceForm
          service={edited === "new" ? null : edited}
          currency={company.data?.currency ?? "UAH"}
          onClose={() => setEdited(null)}
        />
      )}
      <Confirm
        isOpen={doomed !== null}
        title={t("services.delete", { name: doomed?.name ?? "" })}
        text={t("services.deleteText")}
        action={t("common.delete")}
        isBusy={isPending}
        onConfirm={() => doomed && remove(doomed.id)}
        onClose={() => setDoomed(null)}
      />
    </Card>
  );
}
