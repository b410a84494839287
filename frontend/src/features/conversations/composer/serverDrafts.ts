import { api, ask } from "@/shared/api/client";
import type { components } from "@/shared/api/schema";
import { Store, useStore } from "@/shared/lib/store";
import type { Half, Mode } from "./drafts";

export type ServerDraft = components["schemas"]["Draft"];

const store = new Store<Record<string, ServerDraft>>({});
const slot = (conversation: string, mode: Mode) => `${conversation}.${mode}`;

/** The member's drafts as the server has them: the list marks their rows, the composer takes them up. */
export const serverDrafts = {
  hear(draft: ServerDraft): void {
    store.update((all) => ({ ...all, [slot(draft.conversation, draft.mode)]: draft }));
  },
  async load(): Promise<void> {
    const { results } = await ask(api.GET("/api/drafts/"));
    store.update((all) => {
      const kept = results.map((draft): [string, ServerDraft] => {
        const name = slot(draft.conversation, draft.mode);
        const held = all[name];
        return [name, held && held.rev > draft.rev ? held : draft];
      });
      return Object.fromEntries(kept);
    });
  },
  async keep(conversation: string, mode: Mode, half: Half): Promise<ServerDraft> {
    const draft = await ask(
      api.PUT("/api/drafts/{conversation}/{mode}/", {
        params: { path: { conversation, mode } },
        body: {
          text: half.text,
          attachments: half.files.map((file) => file.id),
          reply_to: half.replyTo?.id ?? null,
          channel: half.channel,
          written_at: half.writtenAt || new Date().toISOString(),
          rev: half.rev,
        },
      }),
    );
    return draft;
  },
  async drop(conversation: string, mode: Mode): Promise<void> {
    await ask(api.DELETE("/api/drafts/{conversation}/{mode}/", { params: { path: { conversation, mode } } }));
  },
};

export function useServerDraft(conversation: string, mode: Mode): ServerDraft | null {
  return useStore(store, (all) => all[slot(conversation, mode)] ?? null);
}
