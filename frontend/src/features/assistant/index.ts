export { assistantHandlers } from "./live";
