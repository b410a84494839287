import type { LiveHandlers } from "@/shared/ws/handlers";

/** A draft stands for what the customer wrote last: whatever is new may have made it void, so the server is asked. */
const lookAgain: LiveHandlers[string] = (_, { client }) =>
  void client.invalidateQueries({ queryKey: ["agent", "drafts"] });

export const agentHandlers: LiveHandlers = {
  "agent.turn": (frame, context) => {
    if ((frame.data as { state: string }).state !== "thinking") lookAgain(frame, context);
  },
  "agent.draft": lookAgain,
  "message.created": lookAgain,
};
