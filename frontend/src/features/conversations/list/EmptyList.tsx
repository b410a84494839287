import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { AtSign, Coffee, MessageCircleHeart, SearchX, Sparkles } from "lucide-react";
import { useTranslation } from "react-i18next";
import { channelsQuery } from "@/shared/directory";
import { Button } from "@/shared/ui/Button";
import { Empty } from "@/shared/ui/States";
import type { Filters } from "./filters";

/** An empty list is one of these: a filter without luck, a finished day, or the very first morning. */
export function EmptyList({ filters }: { filters: Filters }) {
  const { t } = useTranslation();
  const { status, channel, filter, view, tab } = filters;
  const { data: channels } = useQuery(channelsQuery);
  if (filter || channel || view || (status !== "active" && status !== "all")) {
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
  if (tab === "mentions") {
    return <Empty picture={<AtSign />} title={t("list.noMentions")} text={t("list.noMentionsText")} />;
  }
  if (tab === "ai") {
    return <Empty picture={<Sparkles />} title={t("list.noAi")} text={t("list.noAiText")} />;
  }
  if (tab !== "all" || (channels && channels.length > 0)) {
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
            {t("inbox.connectChannel")}
          </Link>
        </Button>
      }
    />
  );
}
