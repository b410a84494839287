import { Link } from "@tanstack/react-router";
import { Coffee, MessageCircleHeart, SearchX } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "@/shared/ui/Button";
import { Empty } from "@/shared/ui/States";
import type { Filters } from "../keys";

/** An empty list is one of three things: a search without luck, a finished day, or the very first morning. */
export function EmptyList({ filters }: { filters: Filters }) {
  const { t } = useTranslation();
  if (filters.q || (filters.status !== "active" && filters.status !== "all")) {
    return (
      <Empty
        picture={<SearchX />}
        title={t("inbox.nothingFound")}
        text={t("inbox.nothingFoundText")}
        action={
          <Button asChild>
            <Link to="/inbox" search={{}}>
              {t("inbox.clearFilters")}
            </Link>
          </Button>
        }
      />
    );
  }
  if (filters.assignee || filters.agent) {
    return <Empty picture={<Coffee />} title={t("inbox.zero")} text={t("inbox.zeroText")} />;
  }
  return (
    <Empty
      picture={<MessageCircleHeart />}
      title={t("inbox.first")}
      text={t("inbox.firstText")}
      action={
        <Button look="primary" asChild>
          <Link to="/settings/$section" params={{ section: "channels" }}>
            {t("inbox.connectWhatsApp")}
          </Link>
        </Button>
      }
    />
  );
}
