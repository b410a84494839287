export { membersQuery } from "./api";
export { TeamList } from "./components/TeamList";
