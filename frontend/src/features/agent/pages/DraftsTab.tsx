import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { CheckCheck } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useAbilities } from "@/shared/session";
import { Bones, Empty, Failed } from "@/shared/ui/States";
import { draftsQuery } from "../copilot/api";
import { DraftCard } from "../copilot/DraftCard";

/** Every answer that waits for a word, oldest first: on a phone they are let out one after another with a thumb. */
export function DraftsTab() {
  const { t } = useTranslation();
  const { canReply } = useAbilities();
  const { data, error, refetch } = useQuery(draftsQuery());
  if (error && !data) return <Failed error={error} onRetry={() => refetch()} />;
  if (!data) return <Bones rows={3} className="h-40 rounded-3xl" />;
  if (data.length === 0) {
    return <Empty picture={<CheckCheck />} title={t("draft.emptyTitle")} text={t("draft.emptyText")} />;
  }
  return (
    <>
      <p className="mb-4 max-w-prose text-sm text-ink-2">{t("draft.waitingText")}</p>
      <ol className="flex max-w-3xl flex-col gap-4">
        {data.map((draft, index) => (
          <li key={draft.id}>
            <DraftCard
              draft={draft}
              isReadOnly={!canReply}
              hasKeys={index === 0 && canReply}
              heading={
                <header className="mb-3">
                  <Link
                    to="/inbox/$conversationId"
                    params={{ conversationId: draft.conversation }}
                    className="font-semibold underline-offset-2 hover:underline"
                  >
                    {draft.contact.name}
                  </Link>
                  <p className="mt-1 w-fit rounded-2xl rounded-bl-md bg-surface px-3 py-2 whitespace-pre-wrap">
                    {draft.question}
                  </p>
                </header>
              }
            />
          </li>
        ))}
      </ol>
    </>
  );
}
