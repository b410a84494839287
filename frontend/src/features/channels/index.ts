export { channelsQuery } from "./api";
