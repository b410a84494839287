import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import type { Conversation } from "@/shared/api/types";
import { teamsQuery } from "@/shared/directory";
import { useDebounced } from "@/shared/lib/useDebounced";
import { type CannedReply, cannedQuery } from "./api";
import type { Trigger } from "./triggers";

export type Suggestion = { id: string; title: string; detail: string } & (
  | { kind: "reply"; reply: CannedReply }
  | { kind: "person"; name: string }
);

const MOST_PEOPLE = 8;

function matches(name: string, query: string): boolean {
  const wanted = query.trim().toLocaleLowerCase();
  return name
    .toLocaleLowerCase()
    .split(/\s+/)
    .some((word, index, all) => word.startsWith(wanted) || all.slice(index).join(" ").startsWith(wanted));
}

/** The server's order, but for what was typed itself: a shortcut typed whole is the one that is meant. */
function ranked(replies: readonly CannedReply[], query: string): CannedReply[] {
  const wanted = query.toLocaleLowerCase();
  const rank = ({ shortcut }: CannedReply): number => {
    const own = shortcut.toLocaleLowerCase();
    if (own === wanted) return 0;
    return own.startsWith(wanted) ? 1 : 2;
  };
  return [...replies].sort((one, other) => rank(one) - rank(other));
}

function isAbout({ shortcut, title, text }: CannedReply, query: string): boolean {
  const wanted = query.trim().toLocaleLowerCase();
  return [shortcut, title, text].some((words) => words.toLocaleLowerCase().includes(wanted));
}

/** What fits the sign before the caret: canned replies after "/", colleagues and teams after "@". */
export function useSuggestions(
  conversation: Conversation,
  channel: string | null,
  trigger: Trigger | null,
  people: readonly { id: string; name: string }[],
) {
  const [active, setActive] = useState({ of: "", at: 0 });
  const query = useDebounced(trigger?.query ?? "", 120);
  const isSlash = trigger?.sign === "/";
  const {
    data: replies,
    isFetching,
    isPlaceholderData,
    isPending,
  } = useQuery({
    ...cannedQuery(isSlash ? query : "", channel),
    enabled: isSlash,
    placeholderData: (held: CannedReply[] | undefined) => held,
  });
  // Until the answer to the newest letter is here, what fits of the last one stands.
  const isBehind = isSlash && (query !== trigger.query || (isFetching && (isPlaceholderData || isPending)));
  const { data: teams } = useQuery({ ...teamsQuery, enabled: trigger?.sign === "@" });

  const items = useMemo((): Suggestion[] => {
    if (!trigger) return [];
    if (trigger.sign === "/") {
      const fitting = (replies ?? []).filter((reply) => !isBehind || isAbout(reply, trigger.query));
      return ranked(fitting, trigger.query).map((reply) => ({
        kind: "reply",
        id: reply.id,
        title: `/${reply.shortcut}`,
        detail: reply.title || reply.text,
        reply,
      }));
    }
    return [...people, ...(teams ?? [])]
      .filter(({ name }) => matches(name, trigger.query))
      .slice(0, MOST_PEOPLE)
      .map(({ id, name }) => ({
        kind: "person",
        id,
        name,
        title: name,
        detail: teams?.some((team) => team.id === id) ? "team" : "",
      }));
  }, [trigger, replies, isBehind, teams, people]);

  const scope = `${conversation.id}${trigger?.sign}${trigger?.query}`;
  const at = active.of === scope ? Math.min(active.at, items.length - 1) : 0;
  return {
    items,
    at,
    /** An Enter now would send "/adr" instead of what it stands for. */
    isBehind: isBehind && items.length === 0,
    move: (step: number) =>
      setActive({ of: scope, at: (at + step + items.length) % Math.max(1, items.length) }),
    point: (index: number) => setActive({ of: scope, at: index }),
  };
}
