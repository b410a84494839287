export { openPicker } from "./actions/picker";
export { conversationQuery } from "./api";
export { outbox } from "./composer/outbox";
export { InboxPage } from "./InboxPage";
export { countsQuery, viewsQuery } from "./list/api";
export { isTree, type ListSearch, SORTS, STATUSES, TABS } from "./list/filters";
export { conversationHandlers, refetchConversations, showMessage } from "./liveBinding";
export type { Copilot } from "./thread/copilot";
