import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { BookOpenText } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { flatten } from "@/shared/api/paging";
import type { KnowledgeDocument } from "@/shared/api/types";
import { useErrorText } from "@/shared/i18n/errorText";
import { useAbilities } from "@/shared/session";
import { Button } from "@/shared/ui/Button";
import { Confirm } from "@/shared/ui/Confirm";
import { Bones, Empty, Failed } from "@/shared/ui/States";
import { toast } from "@/shared/ui/toast";
import { usePollMs } from "@/shared/ws/live";
import { deleteDocument, documentsQuery, keys, retryDocument } from "../api";
import { DocumentRow } from "../components/DocumentRow";
import { DropZone } from "../components/DropZone";
import { Preview } from "../components/Preview";
import { SearchBox } from "../components/SearchBox";
import { UploadList } from "../components/UploadList";
import { applyDocument, type DocumentList, removeDocument } from "../live";
import { useUploads } from "../useUploads";

function Documents() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const errorText = useErrorText();
  const { canManage } = useAbilities();
  const [opened, setOpened] = useState<KnowledgeDocument | null>(null);
  const [doomed, setDoomed] = useState<KnowledgeDocument | null>(null);
  const query = useInfiniteQuery({ ...documentsQuery, refetchInterval: usePollMs() });
  const onError = (error: unknown) => toast.error(errorText(error));
  const { mutate: retry } = useMutation({
    mutationFn: retryDocument,
    onSuccess: (document) =>
      client.setQueryData<DocumentList>(keys.documents, (list) => applyDocument(list, document)),
    onError,
  });
  const { mutate: remove, isPending: isRemoving } = useMutation({
    mutationFn: deleteDocument,
    onSuccess: (_done, id) => {
      client.setQueryData<DocumentList>(keys.documents, (list) => removeDocument(list, id));
      setDoomed(null);
    },
    onError,
  });
  const documents = flatten(query.data);

  if (query.isPending) return <Bones rows={4} className="h-16 rounded-2xl" />;
  if (query.error && !query.data) return <Failed error={query.error} onRetry={() => query.refetch()} />;
  if (documents.length === 0) {
    return (
      <Empty
        picture={<BookOpenText />}
        title={t("knowledge.empty")}
        text={t("knowledge.emptyText")}
        className="py-10"
      />
    );
  }
  return (
    <>
      <ul className="divide-y rounded-3xl border bg-surface shadow-card">
        {documents.map((document) => (
          <DocumentRow
            key={document.id}
            document={document}
            canManage={canManage}
            onOpen={() => setOpened(document)}
            onRetry={() => retry(document.id)}
            onDelete={() => setDoomed(document)}
          />
        ))}
      </ul>
      {query.hasNextPage && (
        <Button
          className="mt-3 w-full"
          isBusy={query.isFetchingNextPage}
          onClick={() => query.fetchNextPage()}
        >
          {t("common.more")}
        </Button>
      )}
      {opened && <Preview document={opened} onClose={() => setOpened(null)} />}
      <Confirm
        isOpen={doomed !== null}
        title={t("knowledge.delete", { name: doomed?.name ?? "" })}
        text={t("knowledge.deleteText")}
        action={t("common.delete")}
        isBusy={isRemoving}
        onConfirm={() => doomed && remove(doomed.id)}
        onClose={() => setDoomed(null)}
      />
    </>
  );
}

/** Drag files in, watch them being read, open what was read of each; beside it the box to ask them. */
export function DocumentsTab() {
  const { canManage } = useAbilities();
  const { uploads, add, dismiss } = useUploads();
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
      <div className="flex flex-col gap-4">
        {canManage && (
          <div>
            <DropZone onFiles={add} />
            <UploadList uploads={uploads} onDismiss={dismiss} />
          </div>
        )}
        <Documents />
      </div>
      <SearchBox />
    </div>
  );
}
