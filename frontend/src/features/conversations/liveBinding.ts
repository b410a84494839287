import type { QueryClient } from "@tanstack/react-query";
import type { LiveHandlers } from "@/shared/ws/handlers";
import { keys } from "./keys";
import { listHandlers } from "./list/binding";
import { threadHandlers } from "./thread/binding";

export { showConversation } from "./list/binding";
export { showMessage } from "./thread/binding";

export const conversationHandlers: LiveHandlers = { ...listHandlers, ...threadHandlers };

export async function refetchConversations(client: QueryClient): Promise<void> {
  await client.invalidateQueries({ queryKey: keys.all });
}
