import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { flatten } from "@/shared/api/paging";
import type { KnowledgeDocument, ReadPage } from "@/shared/api/types";
import { cn } from "@/shared/lib/cn";
import { Badge } from "@/shared/ui/Badge";
import { Modal } from "@/shared/ui/Modal";
import { More } from "@/shared/ui/More";
import { Bones, Failed } from "@/shared/ui/States";
import { pagesQuery } from "../api";
import { useReason } from "../useReason";

type Block = ReadPage["blocks"][number];

/** A row as it was taken: each value under its column's name. */
function Row({ block }: { block: Block }) {
  if (block.cells.length === 0) return <p className="break-words">{block.text}</p>;
  return (
    <dl className="flex flex-wrap gap-x-5 gap-y-1 border-t py-1.5 first:border-t-0">
      {block.cells.map(([name, value], at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: cells of a row keep their places
        <div key={at} className="min-w-0">
          <dt className="text-xs text-ink-3">{name || "\u00a0"}</dt>
          <dd className="break-words">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function BlockView({ block }: { block: Block }) {
  if (block.kind === "row") return <Row block={block} />;
  const isHeading = block.kind === "heading";
  return (
    <p className={cn("break-words whitespace-pre-wrap", isHeading && "mt-1 font-semibold")}>{block.text}</p>
  );
}

function PageView({ page, isAlone }: { page: ReadPage; isAlone: boolean }) {
  const { t } = useTranslation();
  const reason = useReason();
  const place = page.number
    ? t("knowledge.pageNumber", { number: page.number })
    : page.title || (isAlone ? null : t("knowledge.part", { number: page.ord + 1 }));
  return (
    <li className="rounded-2xl bg-sunken/70 px-4 py-3 text-sm">
      {(place || page.is_scan) && (
        <div className="mb-1.5 flex flex-wrap items-center gap-2">
          {place && <h3 className="text-xs font-semibold text-ink-2">{place}</h3>}
          {page.is_scan && <Badge>{t("knowledge.scan")}</Badge>}
        </div>
      )}
      {page.error && (
        <p className="text-danger">
          {reason({ reason: page.error.message, reason_code: page.error.code, reason_data: {} })}
        </p>
      )}
      {!page.error && page.blocks.length === 0 && <p className="text-ink-2">{t("knowledge.emptyPage")}</p>}
      <div className="flex flex-col gap-1.5">
        {page.blocks.map((block, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: what was read does not move
          <BlockView key={at} block={block} />
        ))}
      </div>
    </li>
  );
}

/** What was really read from a file, page by page, so that a bad scan is seen before a customer sees it. */
export function Preview({ document, onClose }: { document: KnowledgeDocument; onClose: () => void }) {
  const { t } = useTranslation();
  const list = useInfiniteQuery(pagesQuery(document.id));
  const { data, error, isPending, refetch } = list;
  const pages = flatten(data);
  return (
    <Modal
      isOpen
      onClose={onClose}
      title={document.name}
      description={t("knowledge.previewText")}
      className="md:w-[min(48rem,92vw)]"
    >
      {document.file && (
        <a
          href={`/api/attachments/${document.file}/`}
          target="_blank"
          rel="noreferrer"
          className="mb-3 inline-flex min-h-9 items-center text-sm font-medium text-primary hover:underline"
        >
          {t("knowledge.download")}
        </a>
      )}
      {isPending && <Bones rows={4} className="h-20" />}
      {error && <Failed error={error} onRetry={() => refetch()} />}
      <ol className="flex flex-col gap-2.5">
        {pages.map((page) => (
          <PageView key={page.ord} page={page} isAlone={pages.length === 1} />
        ))}
      </ol>
      <More list={list} className="mt-4 w-full" />
    </Modal>
  );
}
