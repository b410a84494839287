import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { flatten } from "@/shared/api/paging";
import { useLanguage } from "@/shared/i18n";
import { fullWhen } from "@/shared/lib/dates";
import { Badge } from "@/shared/ui/Badge";
import { Modal } from "@/shared/ui/Modal";
import { More } from "@/shared/ui/More";
import { Bones, Failed } from "@/shared/ui/States";
import { pagesQuery, type Source, type SourcePage } from "./api";
import { useReason } from "./useReason";

const TONES = {
  queued: "neutral",
  read: "sage",
  skipped: "neutral",
  failed: "danger",
  gone: "honey",
} as const;

function PageRow({ page }: { page: SourcePage }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const reason = useReason();
  const facts = [
    page.passages > 0 && t("knowledge.pieces", { count: page.passages }),
    page.checked_at && t("sources.checked", { when: fullWhen(page.checked_at, language) }),
  ].filter(Boolean);
  const name = page.title || page.url;
  return (
    <li className="flex items-start gap-3 py-3">
      <div className="min-w-0 flex-1">
        {/^https?:/.test(page.url) ? (
          <a
            href={page.url}
            target="_blank"
            rel="noreferrer"
            className="block truncate font-medium hover:text-primary hover:underline"
          >
            {name}
          </a>
        ) : (
          <span className="block truncate font-medium">{name}</span>
        )}
        {page.title && <p className="truncate text-[13px] text-ink-3">{page.url}</p>}
        <p className="text-[13px] text-ink-2">{facts.join(" · ")}</p>
        {page.reason && <p className="text-[13px] text-ink-2">{reason(page)}</p>}
      </div>
      <Badge tone={TONES[page.state]}>{t(`sources.states.${page.state}`)}</Badge>
    </li>
  );
}

/** What became of each page of a source, so that a missing price list is found before a customer asks for it. */
export function SourcePages({ source, onClose }: { source: Source; onClose: () => void }) {
  const { t } = useTranslation();
  const list = useInfiniteQuery(pagesQuery(source.id));
  const { data, error, isPending, refetch } = list;
  const pages = flatten(data);
  return (
    <Modal isOpen onClose={onClose} title={source.name} className="md:w-[min(44rem,92vw)]">
      {isPending && <Bones rows={4} className="h-14" />}
      {error && <Failed error={error} onRetry={() => refetch()} />}
      {data && pages.length === 0 && <p className="text-sm text-ink-2">{t("sources.noPages")}</p>}
      <ul className="divide-y">
        {pages.map((page) => (
          <PageRow key={page.id} page={page} />
        ))}
      </ul>
      <More list={list} className="mt-4 w-full" />
    </Modal>
  );
}
