export { type Hit, searchQuery } from "./api";
