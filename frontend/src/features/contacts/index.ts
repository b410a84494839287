export { contactHandlers } from "./live";
