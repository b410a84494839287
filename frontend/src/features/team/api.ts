import { queryOptions } from "@tanstack/react-query";
import { api, ask } from "@/shared/api/client";
import type { Member } from "@/shared/api/types";

export const membersQuery = queryOptions({
  queryKey: ["team", "members"],
  queryFn: async (): Promise<Member[]> =>
    (await ask(api.GET("/api/employees/", { params: { query: { limit: 100 } } }))).results,
  staleTime: 5 * 60_000,
});
