export { type Availability, membersQuery, presenceQuery, setAvailability } from "./api";
