import { useQuery } from "@tanstack/react-query";
import { ExternalLink, MapPin, Plus } from "lucide-react";
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
import { deleteLocation, type Location, locationsQuery } from "../api";
import { LocationForm } from "./LocationForm";

type RowProps = { location: Location; onEdit: () => void; onDelete: () => void };

function LocationRow({ location, onEdit, onDelete }: RowProps) {
  const { t } = useTranslation();
  const { canManage } = useAbilities("company.manage");
  const facts = [location.address, location.phone].filter(Boolean);
  return (
    <li className="flex items-center gap-3 py-3">
      <MapPin aria-hidden="true" className="size-5 shrink-0 text-primary" />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          {location.name}
          {!location.is_active && <Badge>{t("locations.inactive")}</Badge>}
          {location.is_active && location.is_open !== null && (
            <Badge tone={location.is_open ? "sage" : "neutral"}>
              {t(location.is_open ? "hours.nowOpen" : "hours.nowClosed")}
            </Badge>
          )}
        </p>
        <p className="text-[13px] text-ink-2">{facts.join(" · ")}</p>
        {location.map_url && (
          <a
            href={location.map_url}
            target="_blank"
            rel="noreferrer"
            className="inline-flex items-center gap-1 text-[13px] font-medium text-primary hover:underline"
          >
            {t("locations.onMap")}
            <ExternalLink aria-hidden="true" className="size-3.5" />
          </a>
        )}
      </div>
      {canManage && <RowActions name={location.name} onEdit={onEdit} onDelete={onDelete} />}
    </li>
  );
}

/** Where customers come to, for a business with one door or many. */
export function LocationsSection() {
  const { t } = useTranslation();
  const { canManage } = useAbilities("company.manage");
  const { data, error, refetch } = useQuery(locationsQuery);
  const [edited, setEdited] = useState<Location | "new" | null>(null);
  const removal = useRemoval<Location>(deleteLocation, locationsQuery.queryKey);
  const add = canManage && (
    <Button look="primary" size="sm" onClick={() => setEdited("new")}>
      <Plus aria-hidden="true" className="size-4" />
      {t("locations.add")}
    </Button>
  );
  return (
    <Card
      title={t("settings.locations")}
      text={t("locations.text")}
      action={data && data.length > 0 ? add : undefined}
    >
      {error && !data && <Failed error={error} onRetry={() => refetch()} />}
      {!data && !error && <Bones rows={3} className="h-14" />}
      {data?.length === 0 && (
        <Empty
          picture={<MapPin />}
          title={t("locations.empty")}
          text={t("locations.emptyText")}
          action={add}
        />
      )}
      {data && data.length > 0 && (
        <ul className="divide-y">
          {data.map((location) => (
            <LocationRow
              key={location.id}
              location={location}
              onEdit={() => setEdited(location)}
              onDelete={() => removal.ask(location)}
            />
          ))}
        </ul>
      )}
      {edited && <LocationForm location={edited === "new" ? null : edited} onClose={() => setEdited(null)} />}
      <Confirm
        {...removal.confirm}
        title={t("settingsRow.delete", { name: removal.doomed?.name ?? "" })}
        text={t("locations.deleteText")}
        action={t("common.delete")}
        onConfirm={removal.onConfirm}
      />
    </Card>
  );
}
