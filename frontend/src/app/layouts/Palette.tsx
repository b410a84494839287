import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useMatch, useNavigate, useParams } from "@tanstack/react-router";
import {
  AlarmClock,
  Bookmark,
  ChartNoAxesColumn,
  Keyboard,
  MessageSquareText,
  Search,
  SlidersHorizontal,
  UserRound,
} from "lucide-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { conversationQuery, openPicker, TABS, viewsQuery } from "@/features/conversations";
import { understoodQuery, useConversationActions } from "@/features/conversations/actions";
import { openListDialog } from "@/features/conversations/list/editing";
import { searchQuery } from "@/features/search";
import { flatten } from "@/shared/api/paging";
import { LANGUAGES, useLanguage } from "@/shared/i18n";
import { useContactName } from "@/shared/i18n/contactName";
import { fullWhen } from "@/shared/lib/dates";
import { setTheme } from "@/shared/lib/theme";
import { useDebounced } from "@/shared/lib/useDebounced";
import { openSearch } from "@/shared/search";
import { useAbilities } from "@/shared/session";
import { Key } from "@/shared/ui/Key";
import { PickerDialog, PickerEmpty, PickerGroup, PickerItem } from "@/shared/ui/Picker";
import { SECTIONS } from "../sections";
import { PLACES } from "./navigation";
import { THEMES, usePickLanguage } from "./Preferences";
import { openSheet } from "./sheet";

const SNOOZE_WORDS = /^(?:snooze|відкласти|відклади)\s+(.+)$/i;
const FOUND_SHOWN = 5;
const TYPING_PAUSE_MS = 200;
const GO_KEYS: Record<string, string> = {
  inbox: "I",
  contacts: "C",
  knowledge: "K",
  agent: "A",
  settings: "S",
};

type Run = (action: () => unknown) => () => void;

function Keys({ caps }: { caps: string[] }) {
  return (
    <span aria-hidden="true" className="flex gap-1">
      {caps.map((cap) => (
        <Key key={cap}>{cap}</Key>
      ))}
    </span>
  );
}

function Row({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <>
      <span aria-hidden="true" className="text-ink-3 [&>svg]:size-4">
        {icon}
      </span>
      <span className="truncate">{children}</span>
    </>
  );
}

/** What can be done with the open conversation; "snooze friday 9" in one line. */
function ConversationCommands({ id, words, run }: { id: string; words: string; run: Run }) {
  const { t } = useTranslation();
  const nameOf = useContactName();
  const language = useLanguage();
  const { data: conversation } = useQuery(conversationQuery(id));
  const { data: understood } = useQuery(understoodQuery(words));
  const { resolve, reopen, takeOver, handBack, snooze } = useConversationActions(id);
  if (!conversation) return null;
  const target = { ids: [id] };
  const isAutopilot = conversation.agent_mode === "autopilot";
  const isResolved = conversation.status === "resolved";
  const pickers = [
    ["assign", "A"],
    ["labels", "L"],
    ["snooze", "S"],
    ["priority", "P"],
    ["macros", "M"],
    ["participants", ""],
  ] as const;
  return (
    <PickerGroup heading={nameOf(conversation.contact)}>
      {words && understood?.until && (
        <PickerItem
          value={`snooze відкласти відклади ${words}`}
          onSelect={run(() => snooze({ until: understood.until ?? undefined }))}
        >
          <Row icon={<AlarmClock />}>{`${t("actions.snooze")}: ${fullWhen(understood.until, language)}`}</Row>
        </PickerItem>
      )}
      <PickerItem
        value={t(isResolved ? "inbox.reopen" : "inbox.resolve")}
        onSelect={run(isResolved ? reopen : resolve)}
        hint={isResolved ? undefined : <Keys caps={["E"]} />}
      >
        {t(isResolved ? "inbox.reopen" : "inbox.resolve")}
      </PickerItem>
      <PickerItem
        value={t(isAutopilot ? "inbox.takeOver" : "inbox.handBack")}
        onSelect={run(isAutopilot ? takeOver : handBack)}
        hint={<Keys caps={["T"]} />}
      >
        {t(isAutopilot ? "inbox.takeOver" : "inbox.handBack")}
      </PickerItem>
      {pickers.map(([name, cap]) => (
        <PickerItem
          key={name}
          value={t(`actions.${name}`)}
          onSelect={run(() => openPicker(name, target))}
          hint={cap && <Keys caps={[cap]} />}
        >
          {t(`actions.${name}`)}
        </PickerItem>
      ))}
      <PickerItem
        value={t("keys.find")}
        onSelect={run(() => openSearch("", id))}
        hint={<Keys caps={["F"]} />}
      >
        {t("keys.find")}
      </PickerItem>
    </PickerGroup>
  );
}

/** Conversations and customers by name, beside the commands. */
function Found({ text, run }: { text: string; run: Run }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const q = useDebounced(text, TYPING_PAUSE_MS);
  const conversations = useInfiniteQuery(searchQuery({ q, in: "conversations" }));
  const contacts = useInfiniteQuery(searchQuery({ q, in: "contacts" }));
  if (!q) return null;
  return (
    <PickerGroup heading={t("palette.found")}>
      {flatten(conversations.data)
        .slice(0, FOUND_SHOWN)
        .flatMap((hit) =>
          hit.type === "conversation" ? (
            <PickerItem
              key={hit.thread.id}
              value={`${text} ${hit.contact.name} ${hit.thread.id}`}
              onSelect={run(() =>
                navigate({
                  to: "/inbox/$conversationId",
                  params: { conversationId: hit.thread.id },
                  search: {},
                }),
              )}
              hint={t("palette.conversation")}
            >
              <Row icon={<MessageSquareText />}>{hit.contact.name}</Row>
            </PickerItem>
          ) : (
            []
          ),
        )}
      {flatten(contacts.data)
        .slice(0, FOUND_SHOWN)
        .map((hit) => (
          <PickerItem
            key={hit.contact.id}
            value={`${text} ${hit.contact.name} ${hit.contact.id}`}
            onSelect={run(() =>
              navigate({ to: "/contacts/$contactId", params: { contactId: hit.contact.id }, search: {} }),
            )}
            hint={t("palette.contact")}
          >
            <Row icon={<UserRound />}>{hit.contact.name}</Row>
          </PickerItem>
        ))}
      <PickerItem
        value={`${text} ${t("search.title")}`}
        onSelect={run(() => openSearch(text))}
        hint={<Keys caps={["/"]} />}
      >
        <Row icon={<Search />}>{t("palette.searchFor", { text })}</Row>
      </PickerItem>
    </PickerGroup>
  );
}

export function Palette({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const pickLanguage = usePickLanguage();
  const navigate = useNavigate();
  const { canReply } = useAbilities();
  const { conversationId } = useParams({ strict: false });
  const { data: views = [] } = useQuery(viewsQuery);
  const isInbox = useMatch({ from: "/shell/inbox", shouldThrow: false }) !== undefined;
  const [text, setText] = useState("");
  const words = useDebounced(SNOOZE_WORDS.exec(text.trim())?.[1] ?? "", TYPING_PAUSE_MS);
  const run: Run = (action) => () => {
    onClose();
    action();
  };
  return (
    <PickerDialog
      title={t("keys.palette")}
      placeholder={t("palette.placeholder")}
      value={text}
      onValue={setText}
      onClose={onClose}
    >
      <PickerEmpty>{t("palette.nothing")}</PickerEmpty>
      {conversationId && canReply && <ConversationCommands id={conversationId} words={words} run={run} />}
      <PickerGroup heading={t("palette.go")}>
        <PickerItem value={t("assistant.title")} onSelect={run(() => navigate({ to: "/assistant" }))}>
          <Row icon={<ChartNoAxesColumn />}>{t("assistant.title")}</Row>
        </PickerItem>
        {PLACES.map(({ to, name, Icon }) => (
          <PickerItem
            key={to}
            value={t(`nav.${name}`)}
            onSelect={run(() => navigate({ to }))}
            hint={<Keys caps={["G", GO_KEYS[name] ?? ""]} />}
          >
            <Row icon={<Icon />}>{t(`nav.${name}`)}</Row>
          </PickerItem>
        ))}
        <PickerItem value={t("search.title")} onSelect={run(() => openSearch())} hint={<Keys caps={["/"]} />}>
          <Row icon={<Search />}>{t("search.title")}</Row>
        </PickerItem>
        {isInbox && (
          <PickerItem value={t("filter.editor")} onSelect={run(() => openListDialog("filter"))}>
            <Row icon={<SlidersHorizontal />}>{t("filter.editor")}</Row>
          </PickerItem>
        )}
        {TABS.map((tab, index) => (
          <PickerItem
            key={tab}
            value={`${t("nav.inbox")} ${t(`inbox.tab.${tab}`)}`}
            onSelect={run(() => navigate({ to: "/inbox", search: { tab } }))}
            hint={isInbox && <Keys caps={[String(index + 1)]} />}
          >
            {t("nav.inbox")}: {t(`inbox.tab.${tab}`)}
          </PickerItem>
        ))}
        {views.map((view) => (
          <PickerItem
            key={view.id}
            value={`${t("views.title")} ${view.name} ${view.id}`}
            onSelect={run(() => navigate({ to: "/inbox", search: { view: view.id } }))}
            hint={view.count ?? undefined}
          >
            <Row icon={<Bookmark />}>{view.name}</Row>
          </PickerItem>
        ))}
        {SECTIONS.map((section) => (
          <PickerItem
            key={section}
            value={`${t("nav.settings")} ${t(`settings.${section}`)}`}
            onSelect={run(() => navigate({ to: "/settings/$section", params: { section } }))}
          >
            {t("nav.settings")}: {t(`settings.${section}`)}
          </PickerItem>
        ))}
      </PickerGroup>
      <PickerGroup heading={t("settings.appearance")}>
        {THEMES.map((theme) => (
          <PickerItem
            key={theme}
            value={`${t("settings.theme")} ${t(`theme.${theme}`)}`}
            onSelect={run(() => setTheme(theme))}
          >
            {t("settings.theme")}: {t(`theme.${theme}`)}
          </PickerItem>
        ))}
        {LANGUAGES.map(({ code, name }) => (
          <PickerItem
            key={code}
            value={`${t("settings.language")} ${name}`}
            onSelect={run(() => pickLanguage(code))}
          >
            {t("settings.language")}: {name}
          </PickerItem>
        ))}
        <PickerItem
          value={t("keys.title")}
          onSelect={run(() => openSheet(true))}
          hint={<Keys caps={["?"]} />}
        >
          <Row icon={<Keyboard />}>{t("keys.title")}</Row>
        </PickerItem>
      </PickerGroup>
      <Found text={text.trim()} run={run} />
    </PickerDialog>
  );
}
