import { useQueryClient } from "@tanstack/react-query";
import { UserRoundX } from "lucide-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { sessionQuery, useMe } from "@/shared/session";
import { Button } from "@/shared/ui/Button";
import { Empty } from "@/shared/ui/States";
import { useSignOut } from "./useSignOut";

/** Signed in, but not here: somebody was let go while the page was open, or opened the wrong address. */
export function NoMember() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { workspaces } = useMe();
  const signOut = useSignOut();
  // What was loaded before is not theirs to see any more.
  useEffect(() => {
    client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionQuery.queryKey[0] });
  }, [client]);
  return (
    <main className="grid min-h-dvh place-items-center">
      <Empty
        picture={<UserRoundX />}
        title={t("gone.title")}
        text={t("gone.text")}
        action={
          <div className="flex flex-wrap justify-center gap-2">
            {workspaces.map((workspace) => (
              <Button key={workspace.slug} look="primary" asChild>
                <a href={workspace.url}>{workspace.name}</a>
              </Button>
            ))}
            <Button onClick={() => signOut()}>{t("gone.signOut")}</Button>
          </div>
        }
      />
    </main>
  );
}
