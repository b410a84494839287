import type { InfiniteData } from "@tanstack/react-query";

export type Page<T> = { next?: string | null; previous?: string | null; results: T[] };
export type Pages<T> = InfiniteData<Page<T>>;

/** The `cursor` inside a page's `next` address, or null at the end. */
export function nextCursor(page: Page<unknown>): string | null {
  if (!page.next) return null;
  return new URL(page.next, window.location.origin).searchParams.get("cursor");
}

export function flatten<T>(pages: Pages<T> | undefined): T[] {
  return pages?.pages.flatMap((page) => page.results) ?? [];
}

/** Spread items over the pages there are: each keeps its size, the last one takes what is left. */
export function spread<T>(pages: Pages<T>, items: readonly T[]): Pages<T> {
  let from = 0;
  const last = pages.pages.length - 1;
  return {
    ...pages,
    pages: pages.pages.map((page, index) => {
      const to = index === last ? items.length : Math.min(items.length, from + page.results.length);
      const results = items.slice(from, to);
      from = to;
      return { ...page, results };
    }),
  };
}
