import { useParams } from "@tanstack/react-router";
import { type ComponentType, lazy } from "react";
import { KNOWLEDGE_TABS, type KnowledgeTab } from "../knowledgeTabs";
import { KnowledgeFrame } from "../layouts/KnowledgeFrame";
import { NotFound } from "../layouts/NotFound";

const CONTENT: Record<KnowledgeTab, ComponentType> = {
  documents: lazy(async () => ({
    default: (await import("@/features/knowledge/pages/DocumentsTab")).DocumentsTab,
  })),
  photos: lazy(async () => ({
    default: (await import("@/features/knowledge/pages/PhotosTab")).PhotosTab,
  })),
  websites: lazy(async () => ({
    default: (await import("@/features/knowledge/sources/SourcesTab")).SourcesTab,
  })),
  answers: lazy(async () => ({
    default: (await import("@/features/knowledge/entries/EntriesTab")).EntriesTab,
  })),
  catalogue: lazy(async () => ({
    default: (await import("@/features/knowledge/catalogue/CatalogueTab")).CatalogueTab,
  })),
};

export function KnowledgeRoute() {
  const { tab } = useParams({ from: "/shell/knowledge/$tab" });
  const known = KNOWLEDGE_TABS.find((one) => one === tab);
  if (!known) return <NotFound />;
  const Content = CONTENT[known];
  return (
    <KnowledgeFrame>
      <Content />
    </KnowledgeFrame>
  );
}
