export { knowledgeHandlers } from "./live";
export { KnowledgePage } from "./pages/KnowledgePage";
