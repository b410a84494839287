export { channelsQuery } from "./api";
export { channelHandlers } from "./live";
