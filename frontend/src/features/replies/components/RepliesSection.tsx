import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { MessageSquareText, Paperclip, Plus, Search } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { flatten } from "@/shared/api/paging";
import { useDebounced } from "@/shared/lib/useDebounced";
import { useAbilities } from "@/shared/session";
import { Badge } from "@/shared/ui/Badge";
import { Button } from "@/shared/ui/Button";
import { Card } from "@/shared/ui/Card";
import { Confirm } from "@/shared/ui/Confirm";
import { SelectField, TextField } from "@/shared/ui/Field";
import { More } from "@/shared/ui/More";
import { RowActions } from "@/shared/ui/RowActions";
import { Bones, Empty, Failed } from "@/shared/ui/States";
import { useRemoval } from "@/shared/ui/useRemoval";
import { type CannedReply, deleteReply, keys, repliesQuery, type Scope } from "../api";
import { ReplyForm, type ReplyPlaces } from "./ReplyForm";

const SCOPES: readonly Scope[] = ["everyone", "team", "channel", "own"];
const SEARCH_SETTLE_MS = 200;

type RowProps = { reply: CannedReply; canEdit: boolean; onEdit: () => void; onDelete: () => void };

function ReplyRow({ reply, canEdit, onEdit, onDelete }: RowProps) {
  const { t } = useTranslation();
  const place = reply.team?.name ?? reply.channel?.name;
  return (
    <li className="flex items-start gap-3 py-3">
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <code className="rounded-lg bg-sunken px-1.5 py-0.5 text-[13px] font-medium">
            /{reply.shortcut}
          </code>
          <span className="font-medium">{reply.title}</span>
          {reply.scope !== "everyone" && (
            <Badge tone={reply.scope === "own" ? "primary" : "sage"}>
              {place ?? t(`replySettings.scopes.${reply.scope}`)}
            </Badge>
          )}
          {reply.attachments.length > 0 && (
            <span className="inline-flex items-center gap-1 text-xs text-ink-3">
              <Paperclip aria-hidden="true" className="size-3.5" />
              {t("replySettings.fileCount", { count: reply.attachments.length })}
            </span>
          )}
        </p>
        <p className="mt-1 line-clamp-2 text-[13px] wrap-anywhere whitespace-pre-line text-ink-2">
          {reply.text}
        </p>
        {reply.usage_count > 0 && (
          <p className="mt-0.5 text-xs text-ink-3">{t("replySettings.used", { count: reply.usage_count })}</p>
        )}
      </div>
      {canEdit && <RowActions name={`/${reply.shortcut}`} onEdit={onEdit} onDelete={onDelete} />}
    </li>
  );
}

type RepliesSectionProps = { places: ReplyPlaces; myTeams: readonly string[] };

export function RepliesSection({ places, myTeams }: RepliesSectionProps) {
  const { t } = useTranslation();
  const { canManage, canReply } = useAbilities("inbox.manage");
  const [q, setQ] = useState("");
  const [scope, setScope] = useState<Scope | "">("");
  const [edited, setEdited] = useState<CannedReply | "new" | null>(null);
  const query = useInfiniteQuery({
    ...repliesQuery(useDebounced(q.trim(), SEARCH_SETTLE_MS), scope),
    placeholderData: keepPreviousData,
  });
  const removal = useRemoval<CannedReply>(deleteReply, keys.replies);
  const replies = flatten(query.data);
  const isFiltered = q.trim() !== "" || scope !== "";
  const add = canReply && (
    <Button look="primary" size="sm" onClick={() => setEdited("new")}>
      <Plus aria-hidden="true" className="size-4" />
      {t("replySettings.add")}
    </Button>
  );
  const isMine = (reply: CannedReply) =>
    canManage ||
    (canReply &&
      (reply.scope === "own" || (reply.scope === "team" && myTeams.includes(reply.team?.id ?? ""))));
  return (
    <Card
      title={t("settings.replies")}
      text={t("replySettings.about")}
      action={(replies.length > 0 || isFiltered) && add}
    >
      {(replies.length > 0 || isFiltered) && (
        <div className="mb-2 grid gap-2 sm:grid-cols-[minmax(0,1fr)_12rem]">
          <TextField
            label={t("replySettings.search")}
            isLabelHidden
            type="search"
            placeholder={t("replySettings.search")}
            prefix={<Search className="size-4" />}
            value={q}
            onChange={(event) => setQ(event.target.value)}
          />
          <SelectField
            label={t("replySettings.scope")}
            isLabelHidden
            value={scope}
            onChange={(event) => setScope(event.target.value as Scope | "")}
          >
            <option value="">{t("replySettings.allScopes")}</option>
            {SCOPES.map((one) => (
              <option key={one} value={one}>
                {t(`replySettings.scopes.${one}`)}
              </option>
            ))}
          </SelectField>
        </div>
      )}
      {query.isPending && <Bones rows={4} className="h-14" />}
      {query.error && !query.data && <Failed error={query.error} onRetry={() => query.refetch()} />}
      {query.data && replies.length === 0 && (
        <Empty
          picture={<MessageSquareText />}
          title={isFiltered ? t("replySettings.nothing") : t("replySettings.empty")}
          text={isFiltered ? undefined : t("replySettings.emptyText")}
          action={!isFiltered && add}
        />
      )}
      <ul className="divide-y">
        {replies.map((reply) => (
          <ReplyRow
            key={reply.id}
            reply={reply}
            canEdit={isMine(reply)}
            onEdit={() => setEdited(reply)}
            onDelete={() => removal.ask(reply)}
          />
        ))}
      </ul>
      <More list={query} className="mt-3 w-full" />
      {edited && (
        <ReplyForm reply={edited === "new" ? null : edited} places={places} onClose={() => setEdited(null)} />
      )}
      <Confirm
        {...removal.confirm}
        title={t("settingsRow.delete", { name: `/${removal.doomed?.shortcut ?? ""}` })}
        text={t("replySettings.deleteText")}
        action={t("common.delete")}
        onConfirm={removal.onConfirm}
      />
    </Card>
  );
}
