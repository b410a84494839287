import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, ask } from "@/shared/api/client";
import { nextCursor, type Page } from "@/shared/api/paging";
import type { Chunk, KnowledgeDocument, Passage } from "@/shared/api/types";
import { upload } from "@/shared/api/upload";

export const keys = {
  documents: ["knowledge", "documents"] as const,
  chunks: (id: string) => ["knowledge", "chunks", id] as const,
  search: (q: string) => ["knowledge", "search", q] as const,
};

export const documentsQuery = infiniteQueryOptions({
  queryKey: keys.documents,
  queryFn: ({ pageParam }): Promise<Page<KnowledgeDocument>> =>
    ask(api.GET("/api/documents/", { params: { query: { limit: 50, cursor: pageParam ?? undefined } } })),
  initialPageParam: null as string | null,
  getNextPageParam: nextCursor,
});

export const chunksQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: keys.chunks(id),
    queryFn: ({ pageParam }): Promise<Page<Chunk>> =>
      ask(
        api.GET("/api/documents/{id}/chunks/", {
          params: { path: { id }, query: { limit: 50, cursor: pageParam ?? undefined } },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: nextCursor,
  });

const PASSAGES = 8;

export const searchQuery = (q: string) =>
  queryOptions({
    queryKey: keys.search(q),
    queryFn: async (): Promise<Passage[]> =>
      (await ask(api.POST("/api/knowledge/search/", { body: { q, k: PASSAGES } }))).results,
    enabled: q !== "",
  });

export async function uploadDocument(
  file: File,
  onProgress: (share: number) => void,
): Promise<KnowledgeDocument[]> {
  const answer = await upload<{ results: KnowledgeDocument[] }>(
    "/api/documents/upload/",
    "files",
    [file],
    onProgress,
  );
  return answer.results;
}

export function retryDocument(id: string): Promise<KnowledgeDocument> {
  return ask(api.POST("/api/documents/{id}/retry/", { params: { path: { id } } }));
}

export async function deleteDocument(id: string): Promise<void> {
  await ask(api.DELETE("/api/documents/{id}/", { params: { path: { id } } }));
}
