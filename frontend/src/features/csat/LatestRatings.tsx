import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { flatten } from "@/shared/api/paging";
import { useLanguage } from "@/shared/i18n";
import { shortWhen } from "@/shared/lib/dates";
import { Button } from "@/shared/ui/Button";
import { Card } from "@/shared/ui/Card";
import { ratingsQuery } from "./api";
import { FACES } from "./faces";

/** What customers chose and said, newest question first; each leads to its conversation. */
export function LatestRatings() {
  const { t } = useTranslation();
  const language = useLanguage();
  const { data, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(ratingsQuery);
  const ratings = flatten(data);
  if (ratings.length === 0) return null;
  return (
    <Card title={t("csatSettings.latest")}>
      <ul className="flex flex-col divide-y">
        {ratings.map((rating) => (
          <li key={rating.id}>
            <Link
              to="/inbox/$conversationId"
              params={{ conversationId: rating.conversation }}
              search={{}}
              className="-mx-2 flex min-h-12 items-start gap-3 rounded-xl px-2 py-2.5 hover:bg-sunken"
            >
              <span
                role="img"
                aria-label={t("rating.of5", { score: rating.score ?? 0 })}
                className="text-xl leading-6"
              >
                {FACES[(rating.score ?? 1) - 1]}
              </span>
              <span className="min-w-0 flex-1 text-sm">
                <span className="font-medium">{rating.contact.name}</span>
                {rating.member && <span className="text-ink-2"> · {rating.member.name}</span>}
                {rating.comment && (
                  <span className="mt-0.5 line-clamp-3 break-words text-ink-2">{rating.comment}</span>
                )}
              </span>
              {rating.answered_at && (
                <time dateTime={rating.answered_at} className="shrink-0 text-xs leading-6 text-ink-3">
                  {shortWhen(rating.answered_at, language)}
                </time>
              )}
            </Link>
          </li>
        ))}
      </ul>
      {hasNextPage && (
        <Button size="sm" className="mt-3" isBusy={isFetchingNextPage} onClick={() => fetchNextPage()}>
          {t("common.more")}
        </Button>
      )}
    </Card>
  );
}
