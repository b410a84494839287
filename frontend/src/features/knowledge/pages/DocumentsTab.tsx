import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { BookOpenText } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { flatten } from "@/shared/api/paging";
import type { KnowledgeDocument } from "@/shared/api/types";
import { useLanguage } from "@/shared/i18n";
import { useErrorText } from "@/shared/i18n/errorText";
import { fileSize } from "@/shared/lib/bytes";
import { useAbilities } from "@/shared/session";
import { Confirm } from "@/shared/ui/Confirm";
import { More } from "@/shared/ui/More";
import { Bones, Empty, Failed } from "@/shared/ui/States";
import { toast } from "@/shared/ui/toast";
import { usePollMs } from "@/shared/ws/live";
import {
  decideVersion,
  deleteDocument,
  documentsQuery,
  keys,
  retryDocument,
  uploadDocument,
  usageQuery,
} from "../api";
import { DocumentRow } from "../components/DocumentRow";
import { DropZone } from "../components/DropZone";
import { Preview } from "../components/Preview";
import { RebuildNote } from "../components/RebuildNote";
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
  const onSuccess = (document: KnowledgeDocument) =>
    client.setQueryData<DocumentList>(keys.documents, (list) => applyDocument(list, document));
  const { mutate: retry } = useMutation({ mutationFn: retryDocument, onSuccess, onError });
  const { mutate: decide } = useMutation({ mutationFn: decideVersion, onSuccess, onError });
  const { mutate: remove, isPending: isRemoving } = useMutation({
    mutationFn: deleteDocument,
    onSuccess: (_done, id) => {
      client.setQueryData<DocumentList>(keys.documents, (list) => removeDocument(list, id));
      client.invalidateQueries({ queryKey: keys.usage });
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
            onDecide={(decision) => decide({ id: document.id, decision })}
            onDelete={() => setDoomed(document)}
          />
        ))}
      </ul>
      <More list={query} className="mt-3 w-full" />
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

const ACCEPTED = ".pdf,.docx,.xlsx,.csv,.tsv,.txt,.md,.html,.htm,.png,.jpg,.jpeg,.webp,.tif,.tiff";

/** How much of the room is taken, once there is something to count. */
function Room() {
  const { t } = useTranslation();
  const language = useLanguage();
  const { data } = useQuery(usageQuery);
  if (!data || data.documents.used === 0) return null;
  return (
    <p className="mt-2 text-center text-[13px] text-ink-3">
      {t("knowledge.used", {
        used: data.documents.used,
        most: data.documents.most,
        bytes: fileSize(data.bytes.used, language),
        room: fileSize(data.bytes.most, language),
      })}
    </p>
  );
}

function Uploads() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { uploads, add, dismiss } = useUploads(async (file, onProgress) => {
    for (const document of await uploadDocument(file, onProgress)) {
      client.setQueryData<DocumentList>(keys.documents, (list) => applyDocument(list, document));
    }
    client.invalidateQueries({ queryKey: keys.usage });
  });
  return (
    <div>
      <DropZone
        title={t("knowledge.drop")}
        text={t("knowledge.formats")}
        action={t("knowledge.choose")}
        accept={ACCEPTED}
        onFiles={add}
      />
      <Room />
      <UploadList uploads={uploads} onDismiss={dismiss} />
    </div>
  );
}

/** Drag files in, watch them being read, open what was read of each; beside it the box to ask them. */
export function DocumentsTab() {
  const { canManage } = useAbilities();
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
      <div className="flex flex-col gap-4">
        {canManage && <Uploads />}
        <RebuildNote />
        <Documents />
      </div>
      <SearchBox />
    </div>
  );
}
