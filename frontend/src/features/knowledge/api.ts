import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, ask } from "@/shared/api/client";
import { nextCursor, type Page } from "@/shared/api/paging";
import type { KnowledgeDocument, Passage, Photo, ReadPage } from "@/shared/api/types";
import { upload } from "@/shared/api/upload";

export const keys = {
  documents: ["knowledge", "documents"] as const,
  pages: (id: string) => ["knowledge", "pages", id] as const,
  photos: ["knowledge", "photos"] as const,
  photosWith: (q: string) => ["knowledge", "photos", q] as const,
  usage: ["knowledge", "usage"] as const,
  search: (q: string) => ["knowledge", "search", q] as const,
};

export const documentsQuery = infiniteQueryOptions({
  queryKey: keys.documents,
  queryFn: ({ pageParam }): Promise<Page<KnowledgeDocument>> =>
    ask(api.GET("/api/documents/", { params: { query: { limit: 50, cursor: pageParam ?? undefined } } })),
  initialPageParam: null as string | null,
  getNextPageParam: nextCursor,
});

/** What was read of a document: its pages, sheets or parts. */
export const pagesQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: keys.pages(id),
    queryFn: ({ pageParam }): Promise<Page<ReadPage>> =>
      ask(
        api.GET("/api/documents/{id}/pages/", {
          params: { path: { id }, query: { limit: 10, cursor: pageParam ?? undefined } },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: nextCursor,
  });

export const photosQuery = (q: string) =>
  infiniteQueryOptions({
    queryKey: keys.photosWith(q),
    queryFn: ({ pageParam }): Promise<Page<Photo>> =>
      ask(
        api.GET("/api/photos/", {
          params: { query: { q: q || undefined, limit: 30, cursor: pageParam ?? undefined } },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: nextCursor,
  });

export const usageQuery = queryOptions({
  queryKey: keys.usage,
  queryFn: () => ask(api.GET("/api/knowledge/usage/")),
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

/** Whether a document counts beside newer ones of its name, or gives way to them. */
export type VersionDecision = { is_kept?: boolean; is_outdated?: boolean };

export function decideVersion(change: { id: string; decision: VersionDecision }): Promise<KnowledgeDocument> {
  const { id, decision } = change;
  return ask(api.PATCH("/api/documents/{id}/", { params: { path: { id } }, body: decision }));
}

export async function uploadPhoto(file: File, onProgress: (share: number) => void): Promise<Photo[]> {
  return (await upload<{ results: Photo[] }>("/api/photos/upload/", "files", [file], onProgress)).results;
}

export function changePhoto(
  id: string,
  changes: { caption?: string; is_sendable?: boolean },
): Promise<Photo> {
  return ask(api.PATCH("/api/photos/{id}/", { params: { path: { id } }, body: changes }));
}

export async function deletePhoto(id: string): Promise<void> {
  await ask(api.DELETE("/api/photos/{id}/", { params: { path: { id } } }));
}
