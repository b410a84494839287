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
      heading="h1"
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

/** The same where no layout is around it, with the landmark of one. */
export function NothingHere() {
  return (
    <main>
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
