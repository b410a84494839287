import type { LiveHandlers } from "@/shared/ws/handlers";

/** Sources, answers and the catalogue are short lists: what changed is asked for again, when somebody looks at it. */
const again =
  (name: string): LiveHandlers[string] =>
  (_frame, { client }) => {
    void client.invalidateQueries({ queryKey: ["knowledge", name] });
  };

export const knowledgeRoomHandlers: LiveHandlers = {
  "source.updated": again("sources"),
  "source.deleted": again("sources"),
  "entry.updated": again("entries"),
  "entry.deleted": again("entries"),
  "suggestion.changed": again("suggestions"),
  "item.updated": again("catalogue"),
  "item.deleted": again("catalogue"),
};
