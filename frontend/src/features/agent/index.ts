export { agentHandlers } from "./live";
