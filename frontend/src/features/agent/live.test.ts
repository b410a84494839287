import { QueryClient } from "@tanstack/react-query";
import type { Frame } from "@/shared/ws/socket";
import { agentHandlers } from "./live";

function hear(type: string, data: unknown): boolean {
  const client = new QueryClient();
  client.setQueryData(["agent", "drafts", "c1"], []);
  agentHandlers[type]?.({ id: null, type, rev: null, data } as unknown as Frame, { client, memberId: null });
  return client.getQueryState(["agent", "drafts", "c1"])?.isInvalidated ?? false;
}

describe("drafts", () => {
  it("are asked for again when one was written, decided or overtaken", () => {
    expect(hear("agent.turn", { conversation: "c1", state: "drafted" })).toBe(true);
    expect(hear("agent.draft", { conversation: "c1", state: "discarded" })).toBe(true);
    expect(hear("message.created", { conversation: "c1" })).toBe(true);
  });

  it("stay as they are while the agent thinks", () => {
    expect(hear("agent.turn", { conversation: "c1", state: "thinking" })).toBe(false);
  });
});
