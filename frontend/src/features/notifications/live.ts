import type { Page, Pages } from "@/shared/api/paging";
import type { Alert } from "./api";

type AlertPage = Page<Alert>;

/** The list with an alert on top; one that counts on moves up from where it stood. */
export function withAlert(pages: Pages<Alert> | undefined, alert: Alert): Pages<Alert> | undefined {
  if (!pages) return undefined;
  const [first, ...rest] = pages.pages.map(
    (page): AlertPage => ({ ...page, results: page.results.filter((one) => one.id !== alert.id) }),
  );
  if (!first) return pages;
  return { ...pages, pages: [{ ...first, results: [alert, ...first.results] }, ...rest] };
}

/** The list with those set to read that `isRead` names; with `drops` they leave it, as they do a list of the unread. */
export function withRead(
  pages: Pages<Alert> | undefined,
  isRead: (alert: Alert) => boolean,
  drops = false,
): Pages<Alert> | undefined {
  if (!pages) return undefined;
  return {
    ...pages,
    pages: pages.pages.map((page) => ({
      ...page,
      results: drops
        ? page.results.filter((alert) => !isRead(alert))
        : page.results.map((alert) => (isRead(alert) ? { ...alert, read: true } : alert)),
    })),
  };
}
