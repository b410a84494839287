import { flatten, type Pages, spread } from "@/shared/api/paging";
import type { KnowledgeDocument } from "@/shared/api/types";
import type { LiveHandlers } from "@/shared/ws/handlers";
import { keys } from "./api";

export type DocumentList = Pages<KnowledgeDocument>;

export function applyDocument(
  list: DocumentList | undefined,
  incoming: KnowledgeDocument,
): DocumentList | undefined {
  if (!list) return list;
  const items = flatten(list);
  const held = items.find((item) => item.id === incoming.id);
  if (held && incoming.rev < held.rev) return list;
  if (held)
    return spread(
      list,
      items.map((item) => (item.id === incoming.id ? incoming : item)),
    );
  return spread(list, [incoming, ...items]);
}

export function removeDocument(list: DocumentList | undefined, id: string): DocumentList | undefined {
  return (
    list &&
    spread(
      list,
      flatten(list).filter((item) => item.id !== id),
    )
  );
}

export const knowledgeHandlers: LiveHandlers = {
  "document.updated": (frame, { client }) => {
    const document = frame.data as KnowledgeDocument;
    if (document.kind === "photo") client.invalidateQueries({ queryKey: keys.photos });
    if (document.kind !== "file") return;
    client.setQueryData<DocumentList>(keys.documents, (list) => applyDocument(list, document));
    if (document.status === "ready") client.invalidateQueries({ queryKey: keys.pages(document.id) });
  },
  "document.deleted": (frame, { client }) => {
    const { id } = frame.data as { id: string };
    client.setQueryData<DocumentList>(keys.documents, (list) => removeDocument(list, id));
    client.invalidateQueries({ queryKey: keys.photos });
  },
};
