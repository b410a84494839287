import { useQuery } from "@tanstack/react-query";
import { draftsQuery } from "./api";
import { DraftCard } from "./DraftCard";

/** The draft that waits above the composer of an open conversation; nothing when none does. */
export function ThreadDraft({ conversationId }: { conversationId: string }) {
  const { data } = useQuery(draftsQuery(conversationId));
  const draft = data?.[0];
  if (!draft) return null;
  return (
    <div className="px-2 pb-2 md:px-6">
      <div className="mx-auto max-w-3xl">
        <DraftCard key={draft.id} draft={draft} hasKeys />
      </div>
    </div>
  );
}
