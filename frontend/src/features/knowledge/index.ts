export { knowledgeHandlers } from "./live";
export { knowledgeRoomHandlers } from "./roomsLive";
