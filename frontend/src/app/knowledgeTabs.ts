/** The tabs of the knowledge page, in their order; each is a chunk of its own (routes/KnowledgeRoute). */
export const KNOWLEDGE_TABS = ["documents", "photos", "websites", "answers", "catalogue"] as const;

export type KnowledgeTab = (typeof KNOWLEDGE_TABS)[number];
