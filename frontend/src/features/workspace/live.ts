import { sessionQuery } from "@/shared/session";
import type { LiveHandlers } from "@/shared/ws/handlers";

/** The card, hours, locations and prices are asked for anew; their name and clock are a part of every page. */
export const workspaceHandlers: LiveHandlers = {
  "company.updated": (_frame, { client }) => {
    void client.invalidateQueries({ queryKey: ["workspace"] });
    void client.invalidateQueries({ queryKey: sessionQuery.queryKey });
  },
  "services.updated": (_frame, { client }) =>
    void client.invalidateQueries({ queryKey: ["workspace", "services"] }),
};
