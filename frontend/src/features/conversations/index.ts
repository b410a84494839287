export { conversationQuery, countsQuery } from "./api";
export { PreviousConversations } from "./components/PreviousConversations";
export { outbox } from "./composer/outbox";
export { InboxPage } from "./InboxPage";
export type { StatusFilter, Tab } from "./keys";
export { TABS } from "./keys";
export { conversationHandlers, refetchConversations, showMessage } from "./liveBinding";
