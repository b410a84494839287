import { useQuery } from "@tanstack/react-query";
import { Clock, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLanguage } from "@/shared/i18n";
import { openMinutes, type Week, whenThere } from "@/shared/lib/hours";
import { useAbilities } from "@/shared/session";
import { Badge } from "@/shared/ui/Badge";
import { Button } from "@/shared/ui/Button";
import { Card } from "@/shared/ui/Card";
import { Confirm } from "@/shared/ui/Confirm";
import { Segmented } from "@/shared/ui/Segmented";
import { Bones, Failed } from "@/shared/ui/States";
import { useRemoval } from "@/shared/ui/useRemoval";
import { deleteTimetable, type Timetable, timetablesQuery } from "../api";
import { TimetableForm } from "./TimetableForm";

const NEW = "new";
const DEFAULT = "default";

function Now({ timetable }: { timetable: Timetable }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { next_opening: next, next_closing: end, zone } = timetable;
  const isSet = openMinutes(timetable.week as Week) > 0;
  return (
    <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-[13px] text-ink-2">
      <Badge tone={timetable.is_open ? "sage" : "neutral"}>
        <Clock aria-hidden="true" className="size-3.5" />
        {timetable.is_open ? t("hours.nowOpen") : t("hours.nowClosed")}
      </Badge>
      {timetable.is_open && end && t("hours.until", { when: whenThere(end, zone, language) })}
      {!timetable.is_open && isSet && next && t("hours.opens", { when: whenThere(next, zone, language) })}
      <span className="text-ink-3">{t("hours.zone", { zone })}</span>
    </p>
  );
}

/** When the business is attended: one timetable for all, and more for channels that differ. */
export function HoursSection({ channels }: { channels: readonly { id: string; name: string }[] }) {
  const { t } = useTranslation();
  const { canManage } = useAbilities("company.manage");
  const { data, error, refetch } = useQuery(timetablesQuery);
  const [chosen, setChosen] = useState(DEFAULT);
  const removal = useRemoval<Timetable>(deleteTimetable, timetablesQuery.queryKey);
  const usual = data?.find((one) => one.is_default) ?? null;
  const others = data?.filter((one) => !one.is_default) ?? [];
  const shown = chosen === DEFAULT ? usual : (others.find((one) => one.id === chosen) ?? null);
  const place = chosen === DEFAULT || chosen === NEW || shown ? chosen : DEFAULT;
  const tabs = [
    { value: DEFAULT, label: t("hours.usual") },
    ...others.map((one) => ({ value: one.id, label: one.name })),
    ...(place === NEW ? [{ value: NEW, label: t("hours.newOne") }] : []),
  ];
  return (
    <Card
      title={t("settings.hours")}
      text={t("hours.text")}
      action={
        canManage &&
        data &&
        place !== NEW && (
          <Button size="sm" onClick={() => setChosen(NEW)}>
            <Plus aria-hidden="true" className="size-4" />
            {t("hours.add")}
          </Button>
        )
      }
    >
      {error && !data && <Failed error={error} onRetry={() => refetch()} />}
      {!data && !error && <Bones rows={7} className="h-11" />}
      {data && (
        <div className="flex flex-col gap-4">
          {tabs.length > 1 && (
            <Segmented
              label={t("settings.hours")}
              value={place}
              options={tabs}
              onChange={setChosen}
              className="self-start"
            />
          )}
          {shown && (
            <div className="flex items-center justify-between gap-3">
              <Now timetable={shown} />
              {canManage && !shown.is_default && (
                <Button look="quiet" size="sm" onClick={() => removal.ask(shown)}>
                  <Trash2 aria-hidden="true" className="size-4" />
                  {t("hours.delete")}
                </Button>
              )}
            </div>
          )}
          <TimetableForm
            key={place}
            timetable={shown}
            isDefault={place === DEFAULT}
            channels={channels}
            onSaved={(saved) => setChosen(saved.is_default ? DEFAULT : saved.id)}
            onCancel={place === NEW ? () => setChosen(DEFAULT) : undefined}
          />
        </div>
      )}
      <Confirm
        {...removal.confirm}
        title={t("settingsRow.delete", { name: removal.doomed?.name ?? "" })}
        text={t("hours.deleteText")}
        action={t("common.delete")}
        onConfirm={removal.onConfirm}
      />
    </Card>
  );
}
