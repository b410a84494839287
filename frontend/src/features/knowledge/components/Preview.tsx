import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { flatten } from "@/shared/api/paging";
import type { KnowledgeDocument } from "@/shared/api/types";
import { Button } from "@/shared/ui/Button";
import { Modal } from "@/shared/ui/Modal";
import { Bones, Failed } from "@/shared/ui/States";
import { chunksQuery } from "../api";

/** What was really read from a file, piece by piece, so that a bad scan is seen before a customer sees it. */
export function Preview({ document, onClose }: { document: KnowledgeDocument; onClose: () => void }) {
  const { t } = useTranslation();
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } =
    useInfiniteQuery(chunksQuery(document.id));
  return (
    <Modal
      isOpen
      onClose={onClose}
      title={document.name}
      description={t("knowledge.previewText")}
      className="md:w-[min(44rem,92vw)]"
    >
      {isPending && <Bones rows={4} className="h-20" />}
      {error && <Failed error={error} onRetry={() => refetch()} />}
      <ol className="flex flex-col gap-2.5">
        {flatten(data).map((chunk) => (
          <li key={chunk.id} className="rounded-2xl bg-sunken/70 px-4 py-3 text-sm">
            {(chunk.page !== null || chunk.row !== null) && (
              <p className="mb-1 text-xs font-medium text-ink-3">
                {[
                  chunk.page !== null && t("source.page", { page: chunk.page }),
                  chunk.row !== null && t("source.row", { row: chunk.row }),
                ]
                  .filter(Boolean)
                  .join(", ")}
              </p>
            )}
            <p className="break-words whitespace-pre-wrap">{chunk.text}</p>
          </li>
        ))}
      </ol>
      {hasNextPage && (
        <Button className="mt-4 w-full" isBusy={isFetchingNextPage} onClick={() => fetchNextPage()}>
          {t("common.more")}
        </Button>
      )}
    </Modal>
  );
}
