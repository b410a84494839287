import { QueryClient } from "@tanstack/react-query";
import type { KnowledgeDocument } from "@/shared/api/types";
import { lastPage, pagesOf } from "@/testing/builders";
import { keys } from "./api";
import { applyDocument, knowledgeHandlers, removeDocument } from "./live";

const reading: KnowledgeDocument = {
  id: "d1",
  kind: "file",
  name: "prices.xlsx",
  status: "reading",
  reason: "",
  reason_code: "",
  reason_data: {},
  page_errors: 0,
  file: "f1",
  superseded_by: null,
  version: 1,
  is_kept: false,
  named_like: null,
  pages: null,
  chunks: 0,
  searchable: false,
  size: 1000,
  content_type: "text/csv",
  progress: 50,
  is_superseded: false,
  rev: 2,
  effective_on: null,
  created_at: "2026-11-20T10:00:00Z",
};
const ready: KnowledgeDocument = {
  ...reading,
  status: "ready",
  chunks: 12,
  searchable: true,
  progress: 100,
  rev: 3,
};

describe("a document frame", () => {
  it("shows the new status in place", () => {
    expect(applyDocument(pagesOf(lastPage(reading)), ready)).toEqual(pagesOf(lastPage(ready)));
  });

  it("puts an unknown document first", () => {
    const other = { ...reading, id: "d2" };

    expect(applyDocument(pagesOf(lastPage(ready)), other)).toEqual(pagesOf(lastPage(other, ready)));
  });

  it("ignores an older revision", () => {
    const list = pagesOf(lastPage(ready));

    expect(applyDocument(list, reading)).toBe(list);
  });

  it("starts again after a failure", () => {
    const failed = { ...reading, status: "failed" as const, reason: "Empty", rev: 1 };

    expect(applyDocument(pagesOf(lastPage(failed)), reading)).toEqual(pagesOf(lastPage(reading)));
  });

  it("goes when it is deleted", () => {
    expect(removeDocument(pagesOf(lastPage(ready)), "d1")).toEqual(pagesOf(lastPage()));
  });
});

describe("a frame of another kind", () => {
  it("leaves the documents alone when a photo was looked at", () => {
    const client = new QueryClient();
    client.setQueryData(keys.documents, pagesOf(lastPage(ready)));
    const photo = { ...ready, id: "p1", kind: "photo" as const };

    knowledgeHandlers["document.updated"]?.(
      { type: "document.updated", data: photo } as never,
      { client } as never,
    );

    expect(client.getQueryData(keys.documents)).toEqual(pagesOf(lastPage(ready)));
  });
});
