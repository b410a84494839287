import type { QueryClient } from "@tanstack/react-query";
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  notFound,
  Outlet,
  redirect,
} from "@tanstack/react-router";
import { consoleSearch } from "@/features/console/search";
import { isTree, type ListSearch, SORTS, STATUSES, TABS } from "@/features/conversations";
import { sessionQuery } from "@/shared/session";
import { workspaceSlug } from "@/shared/session/host";
import { AGENT_TABS } from "./agentTabs";
import { KNOWLEDGE_TABS } from "./knowledgeTabs";
import { NotFound, NothingHere, RouteFailed } from "./layouts/NotFound";
import { ShellLayout } from "./layouts/ShellLayout";

export type InboxSearch = ListSearch & { message?: string };

function oneOf<T extends string>(choices: readonly T[], value: unknown): T | undefined {
  return choices.find((choice) => choice === value);
}

const ID = /^[0-9a-f-]{36}$/;

function idIn(value: unknown): string | undefined {
  return typeof value === "string" && ID.test(value) ? value : undefined;
}

function inboxSearch(raw: Record<string, unknown>): InboxSearch {
  return {
    tab: oneOf(TABS, raw.tab),
    status: oneOf(STATUSES, raw.status),
    channel: idIn(raw.channel),
    sort: oneOf(SORTS, raw.sort),
    view: idIn(raw.view),
    filter: isTree(raw.filter) ? raw.filter : undefined,
    message: idIn(raw.message),
  };
}

const root = createRootRouteWithContext<{ client: QueryClient }>()({
  component: Outlet,
  notFoundComponent: NothingHere,
});

const index = createRoute({
  getParentRoute: () => root,
  path: "/",
  beforeLoad: () => {
    if (workspaceSlug()) throw redirect({ to: "/inbox" });
    // The public site's own page: the server's, not the app's.
    throw redirect({ href: "/", reloadDocument: true });
  },
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  validateSearch: (raw: Record<string, unknown>): { next?: string } =>
    // Only a path of our own: a full address here would send people to strangers.
    typeof raw.next === "string" && /^\/(?![/\\])/.test(raw.next) ? { next: raw.next } : {},
  component: lazyRouteComponent(() => import("./routes/SignInRoute"), "SignInRoute"),
});
const googleReturn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in/google",
  component: lazyRouteComponent(
    () => import("@/features/accounts/pages/GoogleReturnPage"),
    "GoogleReturnPage",
  ),
});
const workspaces = createRoute({
  getParentRoute: () => root,
  path: "/workspaces",
  component: lazyRouteComponent(() => import("@/features/accounts/pages/WorkspacesPage"), "WorkspacesPage"),
});
const signUp = createRoute({
  getParentRoute: () => root,
  path: "/sign-up",
  component: lazyRouteComponent(() => import("@/features/accounts/pages/SignUpPage"), "SignUpPage"),
});
const enter = createRoute({
  getParentRoute: () => root,
  path: "/enter",
  component: lazyRouteComponent(() => import("@/features/accounts/pages/EnterPage"), "EnterPage"),
});
const join = createRoute({
  getParentRoute: () => root,
  path: "/join",
  component: lazyRouteComponent(() => import("@/features/accounts/pages/JoinPage"), "JoinPage"),
});
const visit = createRoute({
  getParentRoute: () => root,
  path: "/visit",
  component: lazyRouteComponent(() => import("@/features/visit/VisitPage"), "VisitPage"),
});
const verifyEmail = createRoute({
  getParentRoute: () => root,
  path: "/verify-email",
  component: lazyRouteComponent(() => import("@/features/accounts/pages/VerifyEmailPage"), "VerifyEmailPage"),
});
const paid = createRoute({
  getParentRoute: () => root,
  path: "/paid",
  component: lazyRouteComponent(() => import("@/features/finance/PaidPage"), "PaidPage"),
});
const rate = createRoute({
  getParentRoute: () => root,
  path: "/rate/$token",
  component: lazyRouteComponent(() => import("./routes/RateRoute"), "RateRoute"),
});
const resetPassword = createRoute({
  getParentRoute: () => root,
  path: "/reset-password",
  component: lazyRouteComponent(
    () => import("@/features/accounts/pages/ResetPasswordPage"),
    "ResetPasswordPage",
  ),
});

type Arriving = { context: { client: QueryClient }; location: { href: string } };

async function onlySignedIn({ context, location }: Arriving): Promise<void> {
  const session = await context.client.ensureQueryData(sessionQuery);
  if (!session.isSignedIn) throw redirect({ to: "/sign-in", search: { next: location.href } });
}

const WelcomeComponent = lazyRouteComponent(() => import("./routes/WelcomeRoute"), "WelcomeRoute");
const welcome = createRoute({
  getParentRoute: () => root,
  path: "/welcome",
  beforeLoad: onlySignedIn,
  component: WelcomeComponent,
});
const welcomeStep = createRoute({
  getParentRoute: () => root,
  path: "/welcome/$step",
  beforeLoad: onlySignedIn,
  component: WelcomeComponent,
});

export const shell = createRoute({
  getParentRoute: () => root,
  id: "shell",
  beforeLoad: onlySignedIn,
  component: ShellLayout,
  errorComponent: RouteFailed,
});

const InboxComponent = lazyRouteComponent(() => import("./routes/InboxRoute"), "InboxRoute");
export const inbox = createRoute({
  getParentRoute: () => shell,
  path: "/inbox",
  validateSearch: inboxSearch,
  component: InboxComponent,
});
const conversation = createRoute({ getParentRoute: () => inbox, path: "$conversationId" });
const contact = createRoute({ getParentRoute: () => conversation, path: "contact" });

const contacts = createRoute({
  getParentRoute: () => shell,
  path: "/contacts",
  validateSearch: (raw: Record<string, unknown>): { q?: string; label?: string } => ({
    q: typeof raw.q === "string" && raw.q ? raw.q : undefined,
    label: idIn(raw.label),
  }),
  component: lazyRouteComponent(() => import("./routes/ContactsRoute"), "ContactsRoute"),
});
const contactPage = createRoute({ getParentRoute: () => contacts, path: "$contactId" });

const knowledge = createRoute({
  getParentRoute: () => shell,
  path: "/knowledge",
  beforeLoad: () => {
    throw redirect({ to: "/knowledge/$tab", params: { tab: KNOWLEDGE_TABS[0] }, replace: true });
  },
});
const knowledgeTab = createRoute({
  getParentRoute: () => shell,
  path: "/knowledge/$tab",
  component: lazyRouteComponent(() => import("./routes/KnowledgeRoute"), "KnowledgeRoute"),
});
const agent = createRoute({
  getParentRoute: () => shell,
  path: "/agent",
  beforeLoad: () => {
    throw redirect({ to: "/agent/$tab", params: { tab: AGENT_TABS[0] }, replace: true });
  },
});
const agentTab = createRoute({
  getParentRoute: () => shell,
  path: "/agent/$tab",
  component: lazyRouteComponent(() => import("./routes/AgentRoute"), "AgentRoute"),
});
const assistant = createRoute({
  getParentRoute: () => shell,
  path: "/assistant",
  component: lazyRouteComponent(() => import("@/features/assistant/pages/AssistantPage"), "AssistantPage"),
});
const settings = createRoute({
  getParentRoute: () => shell,
  path: "/settings",
  beforeLoad: () => {
    // A wide screen shows the list beside the first section; on a phone the list is a page.
    const isWide = window.matchMedia("(min-width: 48rem)").matches;
    if (isWide) throw redirect({ to: "/settings/$section", params: { section: "company" }, replace: true });
  },
  component: lazyRouteComponent(() => import("./routes/SettingsListRoute"), "SettingsListRoute"),
});
const settingsSection = createRoute({
  getParentRoute: () => shell,
  path: "/settings/$section",
  component: lazyRouteComponent(() => import("./routes/SettingsRoute"), "SettingsRoute"),
});
const member = createRoute({
  getParentRoute: () => shell,
  path: "/settings/team/$memberId",
  component: lazyRouteComponent(() => import("./routes/MemberRoute"), "MemberRoute"),
});
const channelReturn = createRoute({
  getParentRoute: () => shell,
  path: "/settings/channels/return",
  validateSearch: (raw: Record<string, unknown>): { grant?: string } =>
    typeof raw.grant === "string" ? { grant: raw.grant } : {},
  component: lazyRouteComponent(() => import("./routes/ChannelReturnRoute"), "ChannelReturnRoute"),
});
const channelAccount = createRoute({
  getParentRoute: () => shell,
  path: "/settings/channels/$accountId",
  component: lazyRouteComponent(() => import("./routes/ChannelAccountRoute"), "ChannelAccountRoute"),
});

const platform = createRoute({
  getParentRoute: () => root,
  path: "/console",
  beforeLoad: async ({ context, location }) => {
    // The console is the platform's: a workspace's address has none.
    if (workspaceSlug()) throw notFound();
    const session = await context.client.ensureQueryData(sessionQuery);
    if (!session.isSignedIn) throw redirect({ to: "/sign-in", search: { next: location.href } });
  },
  component: lazyRouteComponent(() => import("./layouts/ConsoleLayout"), "ConsoleLayout"),
  errorComponent: RouteFailed,
});
const ConsoleRoute = lazyRouteComponent(() => import("./routes/ConsoleRoute"), "ConsoleRoute");
const consoleIndex = createRoute({ getParentRoute: () => platform, path: "/", component: ConsoleRoute });
const consolePage = createRoute({
  getParentRoute: () => platform,
  path: "$page",
  validateSearch: consoleSearch,
  component: ConsoleRoute,
});
const consoleItem = createRoute({
  getParentRoute: () => platform,
  path: "$page/$id",
  validateSearch: consoleSearch,
  component: ConsoleRoute,
});

const routeTree = root.addChildren([
  index,
  signIn,
  googleReturn,
  workspaces,
  signUp,
  enter,
  visit,
  join,
  verifyEmail,
  resetPassword,
  paid,
  welcome,
  welcomeStep,
  rate,
  platform.addChildren([consoleIndex, consolePage, consoleItem]),
  shell.addChildren([
    inbox.addChildren([conversation.addChildren([contact])]),
    contacts.addChildren([contactPage]),
    knowledge,
    knowledgeTab,
    agent,
    agentTab,
    assistant,
    settings,
    settingsSection,
    member,
    channelReturn,
    channelAccount,
  ]),
]);

export function createAppRouter(client: QueryClient) {
  return createRouter({
    routeTree,
    context: { client },
    defaultPreload: "intent",
    defaultNotFoundComponent: NotFound,
    defaultErrorComponent: RouteFailed,
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
