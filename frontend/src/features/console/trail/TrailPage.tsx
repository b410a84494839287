import { Download, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "@/shared/ui/Button";
import { SelectField, TextField } from "@/shared/ui/Field";
import { Toggle } from "@/shared/ui/Toggle";
import { type TrailLine, trail } from "../api";
import { ConsoleTitle } from "../shell/ConsoleTitle";
import { When } from "../shell/Facts";
import { Listing, useListing } from "../shell/Listing";
import { SearchBox } from "../shell/SearchBox";
import { type Column, RowLink, Table } from "../shell/Table";
import { useFilters } from "../shell/useFilters";
import { useActionName, useDetails } from "./words";

/** What an operator may want to see the lines of: the beginning of their codes, by the page that it happened on. */
const ABOUT = {
  companies: "company.",
  users: "user.",
  channels: "channel",
  plans: "plan.",
  requests: "plan_request.",
  features: "feature.",
  announcements: "announcement.",
  intake: "intake.",
  jobs: "job.",
  visits: "impersonation.",
  audit: "audit.",
} as const;
const PAGES = Object.keys(ABOUT) as (keyof typeof ABOUT)[];
const PAGE_OF: Record<string, "companies" | "users"> = { tenant: "companies", user: "users" };

/** Whom a line is about, with the way there. */
function Target({ line }: { line: TrailLine }) {
  const page = PAGE_OF[line.target_kind];
  if (!page || !line.target_name) return null;
  return (
    <span className="block">
      <RowLink page={page} id={line.target_id}>
        {line.target_name}
      </RowLink>
    </span>
  );
}

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
          <Target line={row} />
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
        <SelectField
          label={t("console.trail.byWhat")}
          value={action ?? ""}
          onChange={(event) => set({ action: event.target.value || undefined })}
        >
          <option value="">{t("console.filters.all")}</option>
          {PAGES.map((page) => (
            <option key={page} value={ABOUT[page]}>
              {t(`console.pages.${page}`)}
            </option>
          ))}
        </SelectField>
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
        {target && (
          <Button look="soft" onClick={() => set({ target: undefined })}>
            <X aria-hidden="true" className="size-4" />
            {t("console.trail.oneOnly")}
          </Button>
        )}
      </div>
      <Listing found={found} empty={t("console.trail.none")}>
        {(rows) => (
          <Table label={t("console.pages.audit")} columns={columns} rows={rows} keyOf={(row) => row.id} />
        )}
      </Listing>
    </>
  );
}
