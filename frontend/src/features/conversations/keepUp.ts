import type { QueryClient, QueryKey } from "@tanstack/react-query";

/** Return what belongs to a cache, made when it is first asked for. */
export function perClient<T>(make: () => T): (client: QueryClient) => T {
  const made = new WeakMap<QueryClient, { one: T }>();
  return (client) => {
    const held = made.get(client) ?? { one: make() };
    made.set(client, held);
    return held.one;
  };
}

/**
 * Run `catchUp` once what the query is fetching stands in the cache. Pages of a list that is fetched anew come one
 * after the other and are kept together at the end: whatever frames changed meanwhile would be lost.
 */
export function onceFetched(client: QueryClient, queryKey: QueryKey, catchUp: () => void): void {
  const cache = client.getQueryCache();
  const stop = cache.subscribe(({ query }) => {
    if (query !== cache.find({ queryKey, exact: true }) || query.state.fetchStatus !== "idle") return;
    stop();
    catchUp();
  });
}
