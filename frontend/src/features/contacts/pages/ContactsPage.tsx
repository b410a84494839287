import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useVirtualizer } from "@tanstack/react-virtual";
import { ArrowLeft, Ban, Search, UsersRound } from "lucide-react";
import { type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { flatten } from "@/shared/api/paging";
import type { Contact } from "@/shared/api/types";
import { channelsQuery, labelsQuery } from "@/shared/directory";
import { useLanguage } from "@/shared/i18n";
import { useContactName } from "@/shared/i18n/contactName";
import { cn } from "@/shared/lib/cn";
import { shortWhen } from "@/shared/lib/dates";
import { useDebounced } from "@/shared/lib/useDebounced";
import { Avatar } from "@/shared/ui/Avatar";
import { ChannelIcon } from "@/shared/ui/ChannelIcon";
import { SelectField } from "@/shared/ui/Field";
import { LabelTag } from "@/shared/ui/LabelDot";
import { Bones, Empty, Failed } from "@/shared/ui/States";
import { contactsQuery } from "../api";
import { ContactPanel } from "../components/ContactPanel";

const ROW_HEIGHT = 72;

type PageProps = {
  search: { q?: string; label?: string };
  openId: string | null;
  previous: (contactId: string) => ReactNode;
};

function Row({ contact, isOpen }: { contact: Contact; isOpen: boolean }) {
  const language = useLanguage();
  const { t } = useTranslation();
  const name = useContactName()(contact);
  const { data: channels = [] } = useQuery(channelsQuery);
  const kinds = new Set(
    contact.identities.map((identity) => channels.find((one) => one.id === identity.channel)?.kind ?? ""),
  );
  return (
    <Link
      to="/contacts/$contactId"
      params={{ contactId: contact.id }}
      search={(old) => old}
      aria-current={isOpen ? "true" : undefined}
      className={cn(
        "mx-2 flex h-[68px] items-center gap-3 rounded-2xl px-3 transition-colors",
        isOpen ? "bg-primary-soft" : "hover:bg-sunken/70",
      )}
    >
      <Avatar id={contact.id} name={name} />
      <span className="min-w-0 flex-1">
        <span className="flex items-baseline justify-between gap-2">
          <span className="truncate font-medium">{name}</span>
          <time dateTime={contact.created_at} className="shrink-0 text-xs text-ink-3">
            {shortWhen(contact.created_at, language)}
          </time>
        </span>
        <span className="flex items-center gap-1.5 overflow-hidden text-[13px] whitespace-nowrap text-ink-2">
          {[...kinds].filter(Boolean).map((kind) => (
            <ChannelIcon key={kind} kind={kind} className="size-3.5" />
          ))}
          <span className="truncate">{contact.phone || contact.email || contact.identities[0]?.value}</span>
          {contact.blocked && (
            <Ban aria-label={t("contact.isBlocked")} className="size-3.5 shrink-0 text-danger" />
          )}
          <span className="ml-auto flex min-w-0 gap-1">
            {contact.labels.slice(0, 2).map((label) => (
              <LabelTag key={label.id} name={label.name} colour={label.colour} />
            ))}
          </span>
        </span>
      </span>
    </Link>
  );
}

function ContactRows({ search, openId }: Omit<PageProps, "previous">) {
  const { t } = useTranslation();
  const pane = useRef<HTMLDivElement>(null);
  const { data, error, isPending, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } =
    useInfiniteQuery(
      contactsQuery({ q: search.q, label: search.label, sort: search.q ? undefined : "-created_at" }),
    );
  const rows = useMemo(() => flatten(data), [data]);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => pane.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 6,
  });
  const visible = virtualizer.getVirtualItems();
  const lastRow = visible.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && lastRow >= rows.length - 5) fetchNextPage();
  }, [lastRow, rows.length, hasNextPage, isFetchingNextPage, fetchNextPage]);
  if (isPending) {
    return (
      <div className="px-4 py-2">
        <Bones rows={8} className="h-[60px] rounded-2xl" />
      </div>
    );
  }
  if (error && !data) return <Failed error={error} onRetry={() => refetch()} />;
  if (rows.length === 0) {
    const isNarrowed = Boolean(search.q || search.label);
    return (
      <Empty
        picture={<UsersRound />}
        title={t(isNarrowed ? "contactsPage.nothing" : "contactsPage.first")}
        text={t(isNarrowed ? "contactsPage.nothingText" : "contactsPage.firstText")}
      />
    );
  }
  return (
    <div ref={pane} className="min-h-0 flex-1 overflow-y-auto pb-4">
      <ul aria-label={t("nav.contacts")} className="relative" style={{ height: virtualizer.getTotalSize() }}>
        {visible.map((item) => {
          const contact = rows[item.index];
          return (
            contact && (
              <li
                key={item.key}
                className="absolute inset-x-0 top-0"
                style={{ transform: `translateY(${item.start}px)` }}
              >
                <Row contact={contact} isOpen={contact.id === openId} />
              </li>
            )
          );
        })}
      </ul>
    </div>
  );
}

export function ContactsPage({ search, openId, previous }: PageProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { data: labels = [] } = useQuery(labelsQuery);
  const [text, setText] = useState(search.q ?? "");
  const settled = useDebounced(text.trim(), 250);
  useEffect(() => {
    void navigate({ to: ".", search: (old) => ({ ...old, q: settled || undefined }), replace: true });
  }, [settled, navigate]);
  return (
    <div className="grid h-full grid-rows-[minmax(0,1fr)] overflow-hidden lg:grid-cols-[400px_minmax(0,1fr)]">
      <section className={cn("flex min-h-0 flex-col border-r bg-surface", openId && "max-lg:hidden")}>
        <header className="flex flex-col gap-3 px-4 pt-5 pb-3">
          <h1 className="text-[22px] font-semibold">{t("nav.contacts")}</h1>
          <div className="relative">
            <Search
              aria-hidden="true"
              className="absolute top-1/2 left-3.5 size-4 -translate-y-1/2 text-ink-3"
            />
            <input
              type="search"
              aria-label={t("contactsPage.search")}
              placeholder={t("contactsPage.search")}
              value={text}
              onChange={(event) => setText(event.target.value)}
              className="h-10 w-full rounded-xl bg-sunken pr-3 pl-10 text-sm outline-none focus-visible:bg-surface focus-visible:ring-2 focus-visible:ring-primary pointer-coarse:h-11"
            />
          </div>
          {labels.length > 0 && (
            <SelectField
              label={t("contactsPage.label")}
              isLabelHidden
              value={search.label ?? ""}
              onChange={(event) =>
                navigate({ to: ".", search: (old) => ({ ...old, label: event.target.value || undefined }) })
              }
            >
              <option value="">{t("contactsPage.anyLabel")}</option>
              {labels.map((label) => (
                <option key={label.id} value={label.id}>
                  {label.name}
                </option>
              ))}
            </SelectField>
          )}
        </header>
        <ContactRows search={search} openId={openId} />
      </section>
      <section
        aria-label={t("inbox.customer")}
        className={cn("min-h-0 min-w-0 overflow-y-auto", !openId && "max-lg:hidden")}
      >
        {openId ? (
          <>
            <Link
              to="/contacts"
              search={(old) => old}
              className="flex min-h-14 items-center gap-2 border-b bg-surface px-4 text-sm font-medium lg:hidden"
            >
              <ArrowLeft aria-hidden="true" className="size-5" />
              {t("contactsPage.back")}
            </Link>
            <div className="mx-auto max-w-2xl bg-surface lg:my-6 lg:rounded-3xl lg:border">
              <ContactPanel key={openId} contactId={openId} previous={previous(openId)} />
            </div>
          </>
        ) : (
          <Empty
            picture={<UsersRound />}
            title={t("contactsPage.choose")}
            text={t("contactsPage.chooseText")}
            className="h-full"
          />
        )}
      </section>
    </div>
  );
}
