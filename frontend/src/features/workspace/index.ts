export { companyQuery } from "./api";
export { workspaceHandlers } from "./live";
