import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Plus, Scissors, Search } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
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
import { TextField } from "@/shared/ui/Field";
import { RowActions } from "@/shared/ui/RowActions";
import { SortableList } from "@/shared/ui/SortableList";
import { Bones, Empty, Failed } from "@/shared/ui/States";
import { TableImport } from "@/shared/ui/TableImport";
import { toast } from "@/shared/ui/toast";
import { useRemoval } from "@/shared/ui/useRemoval";
import { companyQuery, deleteService, importServices, orderServices, servicesQuery } from "../api";
import { priceText } from "../money";
import { ServiceForm } from "./ServiceForm";

// From so many on a price list is easier to search than to read.
const SEARCH_FROM = 8;

type RowProps = { service: Service; handle: ReactNode; onEdit: () => void; onDelete: () => void };

function ServiceRow({ service, handle, onEdit, onDelete }: RowProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { canManage } = useAbilities("company.manage");
  const facts = [
    service.category,
    service.duration_min && t("services.duration", { count: service.duration_min }),
    service.staff.map((one) => one.name).join(", "),
  ].filter(Boolean);
  return (
    <div className="flex items-center gap-3 py-2.5">
      {handle}
      {service.photo && (
        <img
          src={service.photo}
          alt=""
          loading="lazy"
          className="size-11 shrink-0 rounded-xl object-cover max-sm:hidden"
        />
      )}
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium max-sm:whitespace-normal">{service.name}</p>
        <p className="truncate text-[13px] text-ink-2 max-sm:whitespace-normal">{facts.join(" · ")}</p>
        <p className="text-sm font-medium tabular-nums sm:hidden">{priceText(service, language)}</p>
      </div>
      {!service.is_active && <Badge>{t("services.inactive")}</Badge>}
      <span className="shrink-0 font-medium tabular-nums max-sm:hidden">{priceText(service, language)}</span>
      {canManage && <RowActions name={service.name} onEdit={onEdit} onDelete={onDelete} />}
    </div>
  );
}

/** All pages of the price list: it is put into order as a whole. */
function useServices() {
  const query = useInfiniteQuery(servicesQuery);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage) fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  return { ...query, services: flatten(query.data), isWhole: query.data !== undefined && !hasNextPage };
}

function useOrder() {
  const client = useQueryClient();
  const errorText = useErrorText();
  const [order, setOrder] = useState<Service[] | null>(null);
  const { mutate } = useMutation({
    mutationFn: (services: Service[]) => orderServices(services.map((one) => one.id)),
    onMutate: setOrder,
    onError: (error) => toast.error(errorText(error)),
    onSettled: async () => {
      await client.invalidateQueries({ queryKey: servicesQuery.queryKey });
      setOrder(null);
    },
  });
  return { order, put: mutate };
}

export function ServiceList() {
  const { t } = useTranslation();
  const { canManage } = useAbilities("company.manage");
  const company = useQuery(companyQuery);
  const { services: stored, isWhole, ...query } = useServices();
  const { order, put } = useOrder();
  const [text, setText] = useState("");
  const [edited, setEdited] = useState<Service | "new" | null>(null);
  const removal = useRemoval<Service>(deleteService, servicesQuery.queryKey);
  const services = order ?? stored;
  const wanted = text.trim().toLocaleLowerCase();
  const shown = services.filter((one) => `${one.name} ${one.category}`.toLocaleLowerCase().includes(wanted));
  const actions = (
    <div className="flex flex-wrap gap-2">
      <TableImport
        load={importServices}
        listKey={servicesQuery.queryKey}
        hint={t("services.importHint")}
        size="sm"
      />
      <Button look="primary" size="sm" onClick={() => setEdited("new")}>
        <Plus aria-hidden="true" className="size-4" />
        {t("services.add")}
      </Button>
    </div>
  );
  return (
    <Card
      title={t("settings.services")}
      text={t("services.text")}
      action={canManage && services.length > 0 && actions}
    >
      {query.isPending && <Bones rows={5} className="h-12" />}
      {query.error && !query.data && <Failed error={query.error} onRetry={() => query.refetch()} />}
      {query.data && services.length === 0 && (
        <Empty
          picture={<Scissors />}
          title={t("services.empty")}
          text={t("services.emptyText")}
          action={canManage && actions}
        />
      )}
      {services.length >= SEARCH_FROM && (
        <TextField
          label={t("services.find")}
          isLabelHidden
          type="search"
          prefix={<Search aria-hidden="true" className="size-4" />}
          placeholder={t("services.find")}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      )}
      {services.length > 0 && shown.length === 0 && (
        <p className="py-6 text-center text-sm text-ink-2">{t("services.nothing")}</p>
      )}
      {shown.length > 0 && (
        <SortableList
          label={t("settings.services")}
          items={shown}
          idOf={(service) => service.id}
          nameOf={(service) => service.name}
          onReorder={put}
          isFixed={!canManage || !isWhole || wanted !== ""}
          className="divide-y"
        >
          {(service, handle) => (
            <ServiceRow
              service={service}
              handle={handle}
              onEdit={() => setEdited(service)}
              onDelete={() => removal.ask(service)}
            />
          )}
        </SortableList>
      )}
      {edited && (
        <ServiceForm
          service={edited === "new" ? null : edited}
          currency={company.data?.currency ?? "UAH"}
          categories={[...new Set(services.map((one) => one.category ?? "").filter(Boolean))]}
          onClose={() => setEdited(null)}
        />
      )}
      <Confirm
        {...removal.confirm}
        title={t("services.delete", { name: removal.doomed?.name ?? "" })}
        text={t("services.deleteText")}
        action={t("common.delete")}
        onConfirm={removal.onConfirm}
      />
    </Card>
  );
}
