import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { ApiError } from "@/shared/api/errors";
import { farewell } from "@/shared/session";

const RETRIES = 2;

function noticeSignOut(client: QueryClient, error: unknown): void {
  if (!(error instanceof ApiError) || error.status !== 401 || error.code === "invalid_credentials") return;
  farewell(client);
}

export function createQueryClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError: (error) => noticeSignOut(client, error) }),
    mutationCache: new MutationCache({ onError: (error) => noticeSignOut(client, error) }),
    defaultOptions: {
      queries: {
        // The socket keeps the cache fresh; a refetch on every focus would only make noise.
        staleTime: 30_000,
        refetchOnWindowFocus: false,
        retry: (failures, error) =>
          failures < RETRIES && (!(error instanceof ApiError) || error.status === 0 || error.status >= 500),
      },
    },
  });
  return client;
}
