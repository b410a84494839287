import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ApiError } from "@/shared/api/errors";
import type { Conversation } from "@/shared/api/types";
import type { LabelChip, Team } from "@/shared/directory";
import { labelsQuery, membersQuery, teamsQuery } from "@/shared/directory";
import { useErrorText } from "@/shared/i18n/errorText";
import { useMe } from "@/shared/session";
import { toast } from "@/shared/ui/toast";
import { keys } from "../keys";
import { showConversation } from "../list/binding";
import { journalOf } from "../list/catchUp";
import {
  type ConversationChange,
  changeConversation,
  claim,
  HAND_BACK,
  snooze as putAside,
  type Snooze,
  startBulk,
  TAKE_OVER,
  undoBulk,
} from "./api";

type Named = { id: string; name: string };
type Giving = { change: Pick<ConversationChange, "assignee" | "team">; word: string };
type Directory = { me: Named | null; members: Named[]; teams: Team[]; labels: LabelChip[] };

/** What the change will look like, as far as it can be known before the server answers. */
export function guessed(held: Conversation, change: ConversationChange, known: Directory): Conversation {
  const { assignee, team, add_labels, remove_labels, priority, ...rest } = change;
  const named = (all: Named[], id: string) => {
    const found = all.find((one) => one.id === id);
    return found ? { id: found.id, name: found.name } : null;
  };
  const next: Conversation = { ...held, ...rest };
  if (rest.status && rest.status !== "snoozed") {
    next.snoozed_until = null;
    next.snooze_until_reply = false;
  }
  if (assignee === null) next.assignee = null;
  else if (assignee)
    next.assignee = assignee === "me" ? known.me : (named(known.members, assignee) ?? held.assignee);
  if (team === null) next.team = null;
  else if (team) next.team = named(known.teams, team) ?? held.team;
  if (priority !== undefined) next.priority = priority;
  const added = known.labels.filter((label) => add_labels?.includes(label.id));
  next.labels = [
    ...held.labels.filter((label) => !remove_labels?.includes(label.id)),
    ...added.map(({ id, name, colour }) => ({ id, name, colour })),
  ];
  return next;
}

/** What a person may do with a conversation: shown at once, taken back with a word when the server refuses. */
export function useConversationActions(id: string) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const errorText = useErrorText();
  const { member } = useMe();

  function held(): Conversation | undefined {
    return client.getQueryData<Conversation>(keys.detail(id)) ?? journalOf(client).get(id);
  }

  /** For a socket that is away: what changed comes as a frame, too. */
  function lookAgain(which = id): void {
    void client.invalidateQueries({ queryKey: keys.detail(which) });
  }

  function guess(change: ConversationChange): Conversation | undefined {
    const before = held();
    if (!before) return undefined;
    const known: Directory = {
      me: member ? { id: member.id, name: member.name } : null,
      members: client.getQueryData(membersQuery.queryKey) ?? [],
      teams: client.getQueryData(teamsQuery.queryKey) ?? [],
      labels: client.getQueryData(labelsQuery.queryKey) ?? [],
    };
    showConversation(client, guessed(before, change, known));
    return before;
  }

  const callbacks = {
    onSuccess: (conversation: Conversation) => showConversation(client, conversation),
    onError: (error: Error, before: Conversation | undefined) => {
      if (before) showConversation(client, before);
      const faster = error instanceof ApiError && error.code === "already_taken" ? error.data.assignee : null;
      toast.error(faster ? t("actions.alreadyTaken", { name: (faster as Named).name }) : errorText(error));
      // What the screen was based on may be old.
      lookAgain();
    },
  };

  const { mutate, isPending } = useMutation({
    mutationFn: (change: ConversationChange) => changeConversation(id, change),
    onMutate: guess,
    onSuccess: callbacks.onSuccess,
    onError: (error, _change, before) => callbacks.onError(error, before),
  });
  /** Who has it is easily picked wrong: a word with the way back. */
  function tellOfHand(word: string, before: Conversation | undefined, isTeam = false): void {
    const back: ConversationChange = { assignee: before?.assignee?.id ?? null };
    // A team that assigns by itself may have given it to somebody meanwhile.
    if (isTeam) back.team = before?.team?.id ?? null;
    toast.plain(word, { label: t("common.undo"), onClick: () => mutate(back) });
  }
  const { mutate: give } = useMutation({
    mutationFn: ({ change }: Giving) => changeConversation(id, change),
    onMutate: ({ change }) => guess(change),
    onSuccess: (conversation, { change, word }, before) => {
      callbacks.onSuccess(conversation);
      tellOfHand(word, before, "team" in change);
    },
    onError: (error, _giving, before) => callbacks.onError(error, before),
  });
  const { mutate: takeFree } = useMutation({
    mutationFn: () => claim(id),
    onMutate: () => guess({ assignee: "me" }),
    onSuccess: (conversation, _nothing, before) => {
      callbacks.onSuccess(conversation);
      tellOfHand(t("actions.isMine"), before);
    },
    onError: (error, _nothing, before) => callbacks.onError(error, before),
  });
  const reopen = () => mutate({ status: "open" });
  const { mutate: snooze } = useMutation({
    mutationFn: (until: Snooze) => putAside(id, until),
    onMutate: held,
    onSuccess: (conversation, _until, before) => {
      showConversation(client, conversation);
      toast.plain(t("actions.snoozed"), { label: t("common.undo"), onClick: () => wake(before) });
    },
    onError: (error) => toast.error(errorText(error)),
  });
  function wake(before: Conversation | undefined): void {
    if (before?.status !== "snoozed") {
      mutate({ status: before?.status ?? "open" });
      return;
    }
    const until = { until: before.snoozed_until ?? undefined, until_reply: before.snooze_until_reply };
    putAside(id, until).then(
      (conversation) => showConversation(client, conversation),
      (error: Error) => toast.error(errorText(error)),
    );
  }

  // As a job of one, since its way back restores who waited, who answered and what was unread.
  const resolution = useMutation({
    mutationFn: (which: string) => startBulk({ ids: [which] }, { action: "status", value: "resolved" }),
    onMutate: () => guess({ status: "resolved" }),
    onSuccess: (job, which) => {
      lookAgain(which);
      const takeBack = () =>
        undoBulk(job.id).then(
          () => lookAgain(which),
          (error: Error) => toast.error(errorText(error)),
        );
      toast.plain(t("inbox.resolved"), { label: t("common.undo"), onClick: takeBack });
    },
    onError: (error, _which, before) => callbacks.onError(error, before),
  });

  return {
    isPending: isPending || resolution.isPending,
    change: mutate,
    snooze,
    reopen,
    takeOver: () => mutate(TAKE_OVER),
    handBack: () => mutate(HAND_BACK),
    /** A conversation that nobody has is claimed, so that of two who reach for it one is told who was faster. */
    assignToMe: () => {
      const holder = held()?.assignee;
      if (!holder) takeFree();
      else if (holder.id !== member?.id) give({ change: { assignee: "me" }, word: t("actions.isMine") });
    },
    assignTo: (who: Named | null) => {
      const word = who ? t("actions.isTheirs", { name: who.name }) : t("actions.isNobodys");
      give({ change: { assignee: who?.id ?? null }, word });
    },
    moveTo: (team: Named | null) => {
      const word = team ? t("actions.isTheirs", { name: team.name }) : t("actions.isNoTeams");
      give({ change: { team: team?.id ?? null }, word });
    },
    toggleLabel: (labelId: string) => {
      const isWorn = held()?.labels.some((label) => label.id === labelId);
      mutate(isWorn ? { remove_labels: [labelId] } : { add_labels: [labelId] });
    },
    resolve: () => held()?.status !== "resolved" && resolution.mutate(id),
  };
}
