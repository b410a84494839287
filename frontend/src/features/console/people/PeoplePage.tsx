import { useParams } from "@tanstack/react-router";
import { UserPlus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Badge } from "@/shared/ui/Badge";
import { Button } from "@/shared/ui/Button";
import { Segmented } from "@/shared/ui/Segmented";
import { type Person, people } from "../api";
import { ConsoleTitle } from "../shell/ConsoleTitle";
import { useNumber, When } from "../shell/Facts";
import { Listing, useListing } from "../shell/Listing";
import { SearchBox } from "../shell/SearchBox";
import { type Column, RowLink, Table } from "../shell/Table";
import { useFilters } from "../shell/useFilters";
import { CreateAdmin } from "./CreateAdmin";
import { PersonPage } from "./PersonPage";

const STATES = ["all", "active", "locked", "staff"] as const;

export function PersonBadges({ person }: { person: Person }) {
  const { t } = useTranslation();
  return (
    <span className="inline-flex flex-wrap gap-1.5">
      {person.is_staff && <Badge tone="primary">{t("console.people.operator")}</Badge>}
      {!person.is_active && <Badge tone="danger">{t("console.people.locked")}</Badge>}
      {person.has_second_factor && <Badge tone="sage">{t("console.people.twoFactor")}</Badge>}
    </span>
  );
}

function useColumns(): Column<Person>[] {
  const { t } = useTranslation();
  const write = useNumber();
  return [
    {
      name: "name",
      title: t("console.columns.person"),
      cell: (row) => (
        <div className="min-w-40">
          <RowLink page="users" id={row.id}>
            {row.name || row.email}
          </RowLink>
          <p className="text-[13px] break-all text-ink-3">{row.email}</p>
        </div>
      ),
    },
    { name: "state", title: t("console.columns.state"), cell: (row) => <PersonBadges person={row} /> },
    {
      name: "workspaces",
      title: t("console.columns.companies"),
      isNumber: true,
      isWide: true,
      cell: (row) => write(row.workspaces),
    },
    {
      name: "seen",
      title: t("console.columns.seen"),
      isWide: true,
      cell: (row) => <When at={row.seen_at} />,
    },
  ];
}

function PeopleList() {
  const { t } = useTranslation();
  const columns = useColumns();
  const { filters, set } = useFilters();
  const [isCreating, setCreating] = useState(false);
  const state = STATES.find((one) => one === filters.state) ?? "all";
  const { q } = filters;
  const found = useListing("people", { q, state }, (cursor) =>
    people({ q, state: state === "all" ? undefined : state, cursor }),
  );
  return (
    <>
      <ConsoleTitle
        title={t("console.pages.users")}
        action={
          <Button look="primary" onClick={() => setCreating(true)}>
            <UserPlus aria-hidden="true" className="size-4" />
            {t("console.people.create")}
          </Button>
        }
      />
      <div className="mb-4 flex flex-wrap items-center gap-3">
        <SearchBox
          label={t("console.people.search")}
          value={q ?? ""}
          onChange={(text) => set({ q: text || undefined })}
        />
        <Segmented
          label={t("console.columns.state")}
          value={state}
          options={STATES.map((value) => ({ value, label: t(`console.people.states.${value}`) }))}
          onChange={(next) => set({ state: next === "all" ? undefined : next })}
        />
      </div>
      <Listing found={found} empty={t("console.people.none")}>
        {(rows) => (
          <Table label={t("console.pages.users")} columns={columns} rows={rows} keyOf={(row) => row.id} />
        )}
      </Listing>
      {isCreating && <CreateAdmin onClose={() => setCreating(false)} />}
    </>
  );
}

export function PeoplePage() {
  const { id } = useParams({ strict: false });
  return id ? <PersonPage key={id} id={id} /> : <PeopleList />;
}
