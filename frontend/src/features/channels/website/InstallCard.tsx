import { ExternalLink } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "@/shared/ui/Button";
import { Card } from "@/shared/ui/Card";
import type { WidgetSettings } from "../api";
import { Copyable } from "../components/Copyable";

export function InstallCard({ widget }: { widget: WidgetSettings }) {
  const { t } = useTranslation();
  return (
    <Card title={t("channels.website.install")} text={t("channels.website.installText")}>
      <div className="flex flex-col gap-4">
        <Copyable label={t("channels.website.snippet")} value={widget.snippet} isCode />
        <div className="flex flex-wrap items-center gap-3">
          <Button asChild size="sm">
            <a href={widget.chat_url} target="_blank" rel="noreferrer">
              <ExternalLink aria-hidden="true" className="size-4" />
              {t("channels.website.page")}
            </a>
          </Button>
          <p className="min-w-52 flex-1 text-[13px] text-ink-2">{t("channels.website.pageText")}</p>
        </div>
      </div>
    </Card>
  );
}
