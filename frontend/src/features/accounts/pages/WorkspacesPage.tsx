import { useMutation, useQuery } from "@tanstack/react-query";
import { Link, Navigate } from "@tanstack/react-router";
import { ChevronRight } from "lucide-react";
import { useTranslation } from "react-i18next";
import { sessionQuery } from "@/shared/session";
import { Avatar } from "@/shared/ui/Avatar";
import { Button } from "@/shared/ui/Button";
import { FormError } from "@/shared/ui/FormError";
import { Spinner } from "@/shared/ui/Spinner";
import { enterWorkspace } from "../api";
import { AuthPage } from "../components/AuthPage";

/** On the public site: the workspaces one may enter, each with one press. */
export function WorkspacesPage() {
  const { t } = useTranslation();
  const { data: session } = useQuery(sessionQuery);
  const { mutate, isPending, isSuccess, error, variables } = useMutation({ mutationFn: enterWorkspace });
  if (!session) return null;
  if (!session.isSignedIn) return <Navigate to="/sign-in" replace />;
  const { workspaces } = session.me;
  return (
    <AuthPage
      title={t(workspaces.length ? "auth.yourWorkspaces" : "auth.noWorkspaces")}
      text={workspaces.length ? session.me.user.email : t("auth.noWorkspacesText")}
    >
      <ul className="flex flex-col gap-2">
        {workspaces.map(({ slug, name, role }) => (
          <li key={slug}>
            <button
              type="button"
              disabled={isPending || isSuccess}
              onClick={() => mutate(slug)}
              className="flex min-h-16 w-full items-center gap-3 rounded-2xl border bg-surface px-4 text-left shadow-card transition-colors hover:bg-sunken"
            >
              <Avatar id={slug} name={name} />
              <span className="min-w-0 flex-1">
                <span className="block truncate font-semibold">{name}</span>
                <span className="block text-[13px] text-ink-2">{t(`role.${role}`)}</span>
              </span>
              {variables === slug && (isPending || isSuccess) ? (
                <Spinner />
              ) : (
                <ChevronRight aria-hidden="true" className="size-5 text-ink-3" />
              )}
            </button>
          </li>
        ))}
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
