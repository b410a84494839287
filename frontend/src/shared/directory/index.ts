export { directoryHandlers } from "./live";
export * from "./queries";
