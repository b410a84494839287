import { Download } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "@/shared/ui/Button";
import { TextField } from "@/shared/ui/Field";
import { Toggle } from "@/shared/ui/Toggle";
import { type TrailLine, trail } from "../api";
import { ConsoleTitle } from "../shell/ConsoleTitle";
import { When } from "../shell/Facts";
import { Listing, useListing } from "../shell/Listing";
import { SearchBox } from "../shell/SearchBox";
import { type Column, Table } from "../shell/Table";
import { useFilters } from "../shell/useFilters";
import { useActionName, useDetails } from "./words";

function useColumns(): Column<TrailLine>[] {
  const { t } = useTranslation();
  const nameOf = useActionName();
  const detailsOf = useDetails();
  return [
    {
      name: "at",
      title: t("console.trail.at"),
      cell: (row) => (
        <span className="whitespace-nowrap">
          <When at={row.at} />
        </span>
      ),
    },
    {
      name: "who",
      title: t("console.trail.who"),
      cell: (row) => row.actor_name || t("console.trail.system"),
    },
    {
      name: "what",
      title: t("console.trail.what"),
      cell: (row) => (
        <div className="min-w-36">
          {nameOf(row.action)}
          <code className="block text-xs text-ink-3">{row.action}</code>
        </div>
      ),
    },
    {
      name: "details",
      title: t("console.trail.details"),
      cell: (row) => (
        <span className="block max-w-md min-w-48 text-[13px] break-words text-ink-2">{detailsOf(row)}</span>
      ),
    },
  ];
}

/** Who looked at what and who changed what, as a list and as a table for a spreadsheet. */
export function TrailPage() {
  const { t } = useTranslation();
  const columns = useColumns();
  const { filters, set } = useFilters();
  const { actor, action, target, from, to, show } = filters;
  const query = { actor, action, target, from, to, views: show === "views" };
  const found = useListing("trail", query, (cursor) => trail({ ...query, cursor }));
  const asked = Object.entries(query).filter(([, value]) => value !== undefined);
  const address = `/api/admin/audit/export/?${new URLSearchParams(asked.map(([name, value]) => [name, String(value)]))}`;
  return (
    <>
      <ConsoleTitle
        title={t("console.pages.audit")}
        text={t("console.trail.text")}
        action={
          <Button asChild>
            <a href={address} download>
              <Download aria-hidden="true" className="size-4" />
              CSV
            </a>
          </Button>
        }
      />
      <div className="mb-4 flex flex-wrap items-end gap-3">
        <SearchBox
          label={t("console.trail.byWho")}
          value={actor ?? ""}
          onChange={(text) => set({ actor: text || undefined })}
        />
        <SearchBox
          label={t("console.trail.byWhat")}
          value={action ?? ""}
          onChange={(text) => set({ action: text || undefined })}
        />
        <TextField
          label={t("console.filters.from")}
          type="date"
          value={from ?? ""}
          onChange={(event) => set({ from: event.target.value || undefined })}
        />
        <TextField
          label={t("console.filters.to")}
          type="date"
          value={to ?? ""}
          onChange={(event) => set({ to: event.target.value || undefined })}
        />
        <Toggle
          label={t("console.trail.views")}
          isOn={show === "views"}
          onChange={(isOn) => set({ show: isOn ? "views" : undefined })}
        />
      </div>
      <Listing found={found} empty={t("console.trail.none")}>
        {(rows) => (
          <Table label={t("console.pages.audit")} columns={columns} rows={rows} keyOf={(row) => row.id} />
        )}
      </Listing>
    </>
  );
}
