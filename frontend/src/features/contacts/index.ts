export { ContactPanel } from "./components/ContactPanel";
export { contactHandlers } from "./live";
