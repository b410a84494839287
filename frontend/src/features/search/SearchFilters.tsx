import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { channelsQuery, labelsQuery, membersQuery } from "@/shared/directory";
import type { Place, Search } from "./api";

const select =
  "h-9 max-w-full min-w-0 rounded-lg border border-line-strong bg-surface px-2 text-[13px] pointer-coarse:h-11";

export type Narrowing = Pick<Search, "channel" | "sender" | "label" | "from" | "to">;

/** By channel, label, author and days. */
export function SearchFilters({
  value,
  onChange,
  place,
}: {
  value: Narrowing;
  onChange: (next: Narrowing) => void;
  place: Place;
}) {
  const { t } = useTranslation();
  const { data: channels = [] } = useQuery(channelsQuery);
  const { data: labels = [] } = useQuery(labelsQuery);
  const { data: members = [] } = useQuery(membersQuery);
  const set = (name: keyof Narrowing) => (event: { target: { value: string } }) =>
    onChange({ ...value, [name]: event.target.value || undefined });
  const day = (name: "from" | "to", time: string) => (event: { target: { value: string } }) => {
    const at = event.target.value ? new Date(`${event.target.value}T${time}`).toISOString() : undefined;
    onChange({ ...value, [name]: at });
  };
  const shown = (iso: string | undefined) => (iso ? new Date(iso).toLocaleDateString("sv-SE") : "");
  return (
    <div className="flex flex-wrap items-center gap-2 border-b px-4 py-2.5">
      <select
        aria-label={t("filter.channel")}
        value={value.channel ?? ""}
        onChange={set("channel")}
        className={select}
      >
        <option value="">{t("filter.anyChannel")}</option>
        {channels.map((one) => (
          <option key={one.id} value={one.id}>
            {one.name}
          </option>
        ))}
      </select>
      <select
        aria-label={t("filter.field.label")}
        value={value.label ?? ""}
        onChange={set("label")}
        className={select}
      >
        <option value="">{t("contactsPage.anyLabel")}</option>
        {labels.map((one) => (
          <option key={one.id} value={one.id}>
            {one.name}
          </option>
        ))}
      </select>
      {place === "messages" && (
        <select
          aria-label={t("search.sender")}
          value={value.sender ?? ""}
          onChange={set("sender")}
          className={select}
        >
          <option value="">{t("search.anySender")}</option>
          {(["contact", "member", "agent"] as const).map((kind) => (
            <option key={kind} value={kind}>
              {t(`search.by.${kind}`)}
            </option>
          ))}
          {members.map((one) => (
            <option key={one.id} value={one.id}>
              {one.name}
            </option>
          ))}
        </select>
      )}
      {place === "messages" && (
        <>
          <input
            type="date"
            aria-label={t("search.from")}
            value={shown(value.from)}
            onChange={day("from", "00:00:00")}
            className={select}
          />
          <input
            type="date"
            aria-label={t("search.to")}
            value={shown(value.to)}
            onChange={day("to", "23:59:59")}
            className={select}
          />
        </>
      )}
    </div>
  );
}
