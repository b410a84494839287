import { useQuery } from "@tanstack/react-query";
import { Link, useMatch, useParams, useSearch } from "@tanstack/react-router";
import { ArrowLeft } from "lucide-react";
import { lazy, Suspense, useCallback, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { type Copilot, conversationQuery, InboxPage } from "@/features/conversations";
import { keeping } from "@/features/conversations/thread/keeping";
import { membersQuery } from "@/features/team";
import { useContactName } from "@/shared/i18n/contactName";
import { useStore } from "@/shared/lib/store";

const Why = lazy(async () => ({ default: (await import("@/features/agent/components/Why")).Why }));
const ThreadDraft = lazy(async () => ({
  default: (await import("@/features/agent/copilot/ThreadDraft")).ThreadDraft,
}));
const WritingTools = lazy(async () => ({
  default: (await import("@/features/agent/copilot/WritingTools")).WritingTools,
}));
const PreviousConversations = lazy(async () => ({
  default: (await import("@/features/conversations/components/PreviousConversations")).PreviousConversations,
}));
const EarlierSessions = lazy(async () => ({
  default: (await import("@/features/conversations/components/EarlierSessions")).EarlierSessions,
}));
const KeepReply = lazy(async () => ({ default: (await import("./KeepReply")).KeepReply }));
const Checklist = lazy(async () => ({
  default: (await import("@/features/onboarding/Checklist")).Checklist,
}));
const ContactPanel = lazy(async () => ({
  default: (await import("@/features/contacts/components/ContactPanel")).ContactPanel,
}));

function Aside({ conversationId }: { conversationId: string }) {
  const { t } = useTranslation();
  const nameOf = useContactName();
  const { data } = useQuery(conversationQuery(conversationId));
  return (
    <>
      <Link
        to="/inbox/$conversationId"
        params={{ conversationId }}
        search={(old) => old}
        className="flex min-h-14 items-center gap-2 border-b px-4 text-sm font-medium xl:hidden"
      >
        <ArrowLeft aria-hidden="true" className="size-5" />
        {t("inbox.backToThread")}
      </Link>
      {/* The list and its heading are not on the screen then. */}
      {data && <h1 className="sr-only lg:hidden">{nameOf(data.contact)}</h1>}
      {data && (
        <Suspense fallback={null}>
          <ContactPanel
            key={data.contact.id}
            contactId={data.contact.id}
            previous={
              <>
                <EarlierSessions conversation={data} />
                <PreviousConversations contactId={data.contact.id} openId={conversationId} />
              </>
            }
          />
        </Suspense>
      )}
    </>
  );
}

const renderAside = (conversationId: string) => <Aside conversationId={conversationId} />;

const TO_DO = (
  <Suspense fallback={null}>
    <Checklist className="m-3 w-[min(26rem,100%-1.5rem)]" />
  </Suspense>
);

const COPILOT: Copilot = {
  // Without drafts there is nothing to load.
  draft: ({ id, agent_mode }) =>
    agent_mode === "copilot" && (
      <Suspense fallback={null}>
        <ThreadDraft conversationId={id} />
      </Suspense>
    ),
  tools: (writing) => (
    <Suspense fallback={<span className="size-9 pointer-coarse:size-11" />}>
      <WritingTools {...writing} />
    </Suspense>
  ),
  translate: async (text, to) => (await import("@/features/agent/copilot/help")).translate(text, to),
};

/** The inbox as composed from its features: threads, the customer beside them, the assistant's reasons, the team to assign to. */
export function InboxRoute() {
  const search = useSearch({ from: "/shell/inbox" });
  const { conversationId } = useParams({ strict: false });
  const isContactOpen =
    useMatch({ from: "/shell/inbox/$conversationId/contact", shouldThrow: false }) !== undefined;
  const { data: members } = useQuery(membersQuery);
  const kept = useStore(keeping, (text) => text);
  const people = useMemo(
    () => (members ?? []).filter((member) => member.is_active && member.role !== "viewer"),
    [members],
  );
  const why = useCallback(
    (turnId: string) => (
      <Suspense fallback={null}>
        <Why turnId={turnId} />
      </Suspense>
    ),
    [],
  );
  return (
    <>
      <InboxPage
        search={search}
        openId={conversationId ?? null}
        isContactOpen={isContactOpen}
        people={people}
        why={why}
        copilot={COPILOT}
        toDo={TO_DO}
        aside={renderAside}
      />
      {kept !== null && (
        <Suspense fallback={null}>
          <KeepReply text={kept} />
        </Suspense>
      )}
    </>
  );
}
