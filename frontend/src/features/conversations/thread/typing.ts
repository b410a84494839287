import { Store, useStore } from "@/shared/lib/store";

export type AgentTurnState = "thinking" | "drafted" | "sent" | "handed_off" | "failed";
/** `kind` is "contact" for the customer, "member" for a colleague. */
export type Writer = { kind?: string; id: string; name: string };
export type Presence = { people: readonly Writer[]; isAgentThinking: boolean };

const EXPIRES_AFTER_MS = 6_000;
// A model may take its time; a turn that never ends must still not show forever.
const AGENT_EXPIRES_AFTER_MS = 60_000;
const NOBODY: Presence = { people: [], isAgentThinking: false };

const store = new Store<Record<string, Presence>>({});
const timers = new Map<string, ReturnType<typeof setTimeout>>();

function change(conversation: string, next: (held: Presence) => Presence): void {
  store.update((all) => ({ ...all, [conversation]: next(all[conversation] ?? NOBODY) }));
}

function expire(key: string, afterMs: number, forget: () => void): void {
  clearTimeout(timers.get(key));
  timers.set(key, setTimeout(forget, afterMs));
}

/** Who is writing right now, per conversation; ephemeral, so every sign of it fades by itself. */
export const typing = {
  person(conversation: string, who: Writer, isOn: boolean): void {
    const without = (held: Presence) => held.people.filter((person) => person.id !== who.id);
    change(conversation, (held) => ({ ...held, people: isOn ? [...without(held), who] : without(held) }));
    if (isOn)
      expire(`${conversation}:${who.id}`, EXPIRES_AFTER_MS, () => typing.person(conversation, who, false));
  },
  agent(conversation: string, state: AgentTurnState): void {
    const isAgentThinking = state === "thinking";
    change(conversation, (held) => ({ ...held, isAgentThinking }));
    if (isAgentThinking) {
      expire(`${conversation}:agent`, AGENT_EXPIRES_AFTER_MS, () => typing.agent(conversation, "failed"));
    }
  },
  clear(conversation: string): void {
    change(conversation, (held) => ({ ...held, people: [] }));
  },
};

export function usePresence(conversation: string): Presence {
  return useStore(store, (all) => all[conversation] ?? NOBODY);
}
