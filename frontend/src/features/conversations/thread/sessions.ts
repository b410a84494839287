import { queryOptions, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { api, ask } from "@/shared/api/client";
import type { components } from "@/shared/api/schema";
import type { Conversation } from "@/shared/api/types";
import { keys } from "../keys";
import type { Session } from "./rows";

export type SessionView = components["schemas"]["ThreadSession"];

/** Asked anew whenever a session begins or ends. */
export const sessionsQuery = ({ id, session_started_at, status }: Conversation) =>
  queryOptions({
    queryKey: [...keys.sessions(id), session_started_at, status === "resolved"],
    queryFn: async (): Promise<SessionView[]> =>
      (await ask(api.GET("/api/conversations/{id}/sessions/", { params: { path: { id } } }))).results,
    placeholderData: (held: SessionView[] | undefined) => held,
  });

function toSession({ started_at, ended_at, ended_by }: SessionView): Session {
  return {
    startedAt: started_at,
    isOver: ended_at !== null,
    endedAt: ended_at,
    endedBy: ended_by?.name ?? null,
  };
}

/** The stretches of a thread, newest first; the conversation itself knows the present one before the server is asked. */
export function useSessions(conversation: Conversation): readonly Session[] {
  const { data } = useQuery(sessionsQuery(conversation));
  const { session_started_at: startedAt, status } = conversation;
  return useMemo(() => {
    const isOver = status === "resolved";
    const present: Session = { startedAt, isOver, endedAt: null, endedBy: null };
    const [newest, ...earlier] = (data ?? []).map(toSession);
    if (!newest) return [present];
    if (Date.parse(newest.startedAt) < Date.parse(startedAt)) return [present, newest, ...earlier];
    // Frames are faster than what is written down of them.
    return [newest.isOver === isOver ? newest : present, ...earlier];
  }, [data, startedAt, status]);
}
