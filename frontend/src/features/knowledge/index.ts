export { knowledgeHandlers } from "./live";
