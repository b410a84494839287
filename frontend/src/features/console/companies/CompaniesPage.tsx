import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLanguage } from "@/shared/i18n";
import { dayOnly } from "@/shared/lib/dates";
import { Button } from "@/shared/ui/Button";
import { SelectField } from "@/shared/ui/Field";
import { type Company, companies, plansQuery } from "../api";
import { ConsoleTitle } from "../shell/ConsoleTitle";
import { useNumber } from "../shell/Facts";
import { Listing, useListing } from "../shell/Listing";
import { SearchBox } from "../shell/SearchBox";
import { type Column, RowLink, Table } from "../shell/Table";
import { useFilters } from "../shell/useFilters";
import { CompanyPage } from "./CompanyPage";
import { Health } from "./Health";
import { Imports } from "./Imports";

const HEALTHS = ["closed", "unpaid", "failing", "new", "quiet", "well"] as const;
const ORDERS = ["newest", "oldest", "name", "messages", "members", "active"] as const;

function useColumns(): Column<Company>[] {
  const { t } = useTranslation();
  const write = useNumber();
  const language = useLanguage();
  return [
    {
      name: "name",
      title: t("console.columns.company"),
      cell: (row) => (
        <div className="min-w-36">
          <RowLink page="companies" id={row.id}>
            {row.name}
          </RowLink>
          <p className="text-[13px] text-ink-3">{row.slug}</p>
        </div>
      ),
    },
    { name: "health", title: t("console.columns.health"), cell: (row) => <Health health={row.health} /> },
    { name: "plan", title: t("console.columns.plan"), isWide: true, cell: (row) => row.plan_name ?? "—" },
    {
      name: "messages",
      title: t("console.columns.messages"),
      isNumber: true,
      cell: (row) =>
        row.message_limit === null
          ? write(row.messages_month)
          : t("console.of", { used: write(row.messages_month), limit: write(row.message_limit) }),
    },
    {
      name: "members",
      title: t("console.columns.members"),
      isNumber: true,
      isWide: true,
      cell: (row) => write(row.members),
    },
    {
      name: "channels",
      title: t("console.columns.channels"),
      isNumber: true,
      isWide: true,
      cell: (row) => write(row.channels),
    },
    {
      name: "since",
      title: t("console.columns.since"),
      isWide: true,
      cell: (row) => <span className="whitespace-nowrap">{dayOnly(row.created_at, language)}</span>,
    },
  ];
}

function CompanyList() {
  const { t } = useTranslation();
  const columns = useColumns();
  const { filters, set } = useFilters();
  const { data: plans } = useQuery(plansQuery);
  const [isImporting, setImporting] = useState(false);
  const { q, plan, health, order } = filters;
  const found = useListing("companies", { q, plan, health, order }, (cursor) =>
    companies({
      q,
      plan,
      health: HEALTHS.find((one) => one === health),
      order: ORDERS.find((one) => one === order),
      cursor,
    }),
  );
  return (
    <>
      <ConsoleTitle
        title={t("console.pages.companies")}
        action={<Button onClick={() => setImporting(true)}>{t("console.life.import")}</Button>}
      />
      <div className="mb-4 flex flex-wrap gap-2">
        <SearchBox
          label={t("console.companies.search")}
          value={q ?? ""}
          onChange={(text) => set({ q: text || undefined })}
        />
        <SelectField
          label={t("console.columns.health")}
          isLabelHidden
          value={health ?? ""}
          onChange={(event) => set({ health: event.target.value || undefined })}
        >
          <option value="">{t("console.filters.anyHealth")}</option>
          {HEALTHS.map((one) => (
            <option key={one} value={one}>
              {t(`console.health.${one}`)}
            </option>
          ))}
        </SelectField>
        <SelectField
          label={t("console.columns.plan")}
          isLabelHidden
          value={plan ?? ""}
          onChange={(event) => set({ plan: event.target.value || undefined })}
        >
          <option value="">{t("console.filters.anyPlan")}</option>
          {plans?.map((one) => (
            <option key={one.code} value={one.code}>
              {one.name}
            </option>
          ))}
        </SelectField>
        <SelectField
          label={t("console.filters.order")}
          isLabelHidden
          value={order ?? "newest"}
          onChange={(event) => set({ order: event.target.value })}
        >
          {ORDERS.map((one) => (
            <option key={one} value={one}>
              {t(`console.orders.${one}`)}
            </option>
          ))}
        </SelectField>
      </div>
      <Listing found={found} empty={t("console.companies.none")}>
        {(rows) => (
          <Table label={t("console.pages.companies")} columns={columns} rows={rows} keyOf={(row) => row.id} />
        )}
      </Listing>
      {isImporting && <Imports onClose={() => setImporting(false)} />}
    </>
  );
}

export function CompaniesPage() {
  const { id } = useParams({ strict: false });
  return id ? <CompanyPage key={id} id={id} /> : <CompanyList />;
}
