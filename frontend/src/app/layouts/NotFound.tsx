import { type ErrorComponentProps, Link, useRouter } from "@tanstack/react-router";
import { Signpost } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "@/shared/ui/Button";
import { Empty, Failed } from "@/shared/ui/States";

export function NotFound() {
  const { t } = useTranslation();
  return (
    <Empty
      picture={<Signpost />}
      title={t("notFound.title")}
      text={t("notFound.text")}
      className="min-h-[70dvh]"
      action={
        <Button look="primary" asChild>
          <Link to="/">{t("notFound.home")}</Link>
        </Button>
      }
    />
  );
}

/** The same where it is the whole page, with the landmarks of one. */
export function NothingHere() {
  const { t } = useTranslation();
  return (
    <main>
      <h1 className="sr-only">{t("notFound.title")}</h1>
      <NotFound />
    </main>
  );
}

export function RouteFailed({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const retry = () => {
    reset();
    void router.invalidate();
  };
  return <Failed error={error} onRetry={retry} className="min-h-[70dvh]" />;
}
