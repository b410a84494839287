import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ChevronRight } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Me } from "@/shared/api/types";
import { useLanguage } from "@/shared/i18n";
import { dayOnly } from "@/shared/lib/dates";
import { sessionQuery } from "@/shared/session";
import { Avatar } from "@/shared/ui/Avatar";
import { Button } from "@/shared/ui/Button";
import { FormError } from "@/shared/ui/FormError";
import { Spinner } from "@/shared/ui/Spinner";
import { ToSignIn } from "@/shared/ui/ToSignIn";
import { toast } from "@/shared/ui/toast";
import { enterWorkspace, keepWorkspace } from "../api";
import { AuthPage } from "../components/AuthPage";

type Workspace = Me["workspaces"][number];
type OpenProps = { workspace: Workspace; isBusy: boolean; isDisabled: boolean; onEnter: () => void };

function OpenWorkspace({ workspace, isBusy, isDisabled, onEnter }: OpenProps) {
  const { t } = useTranslation();
  const { slug, name, role } = workspace;
  return (
    <li>
      <button
        type="button"
        disabled={isDisabled}
        onClick={onEnter}
        className="flex min-h-16 w-full items-center gap-3 rounded-2xl border bg-surface px-4 text-left shadow-card transition-colors hover:bg-sunken"
      >
        <Avatar id={slug} name={name} />
        <span className="min-w-0 flex-1">
          <span className="block truncate font-semibold">{name}</span>
          <span className="block text-[13px] text-ink-2">{t(`role.${role}`)}</span>
        </span>
        {isBusy ? <Spinner /> : <ChevronRight aria-hidden="true" className="size-5 text-ink-3" />}
      </button>
    </li>
  );
}

/** One that is paused or will be deleted: nobody gets in, but its owner can keep it. */
function ClosedWorkspace({ workspace }: { workspace: Workspace }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const client = useQueryClient();
  const { slug, name, role, state, purge_at } = workspace;
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => keepWorkspace(slug),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: sessionQuery.queryKey });
      toast.success(t("life.kept", { name }));
    },
  });
  return (
    <li className="flex min-h-16 w-full flex-wrap items-center gap-3 rounded-2xl border border-dashed px-4 py-3">
      <Avatar id={slug} name={name} />
      <span className="min-w-0 flex-1">
        <span className="block truncate font-semibold">{name}</span>
        <span className="block text-[13px] text-ink-2">
          {state === "deleting" && purge_at
            ? t("life.deleting", { day: dayOnly(purge_at, language) })
            : t("life.paused")}
        </span>
      </span>
      {state === "deleting" && role === "owner" && (
        <Button size="sm" isBusy={isPending} onClick={() => mutate()}>
          {t("life.keep")}
        </Button>
      )}
      <FormError error={error} />
    </li>
  );
}

/** On the public site: the workspaces one may enter, each with one press. */
export function WorkspacesPage() {
  const { t } = useTranslation();
  const { data: session } = useQuery(sessionQuery);
  const { mutate, isPending, isSuccess, error, variables } = useMutation({ mutationFn: enterWorkspace });
  if (!session) return null;
  if (!session.isSignedIn) return <ToSignIn next="/workspaces" />;
  const { workspaces } = session.me;
  return (
    <AuthPage
      title={t(workspaces.length ? "auth.yourWorkspaces" : "auth.noWorkspaces")}
      text={workspaces.length ? session.me.user.email : t("auth.noWorkspacesText")}
    >
      <ul className="flex flex-col gap-2">
        {workspaces.map((workspace) =>
          workspace.state === "active" ? (
            <OpenWorkspace
              key={workspace.slug}
              workspace={workspace}
              isBusy={variables === workspace.slug && (isPending || isSuccess)}
              isDisabled={isPending || isSuccess}
              onEnter={() => mutate(workspace.slug)}
            />
          ) : (
            <ClosedWorkspace key={workspace.slug} workspace={workspace} />
          ),
        )}
      </ul>
      <FormError error={error} />
      {workspaces.length === 0 && (
        <Button look="primary" size="lg" asChild>
          <Link to="/sign-up">{t("auth.signUp")}</Link>
        </Button>
      )}
    </AuthPage>
  );
}
