import { queryOptions } from "@tanstack/react-query";
import { api, ask } from "@/shared/api/client";
import type { components } from "@/shared/api/schema";

type Schemas = components["schemas"];
export type Operator = Schemas["Operator"];

/** Everything of the console begins with this key. */
export const CONSOLE = ["console"] as const;

export const operatorQuery = queryOptions({
  queryKey: [...CONSOLE, "operator"],
  queryFn: () => ask(api.GET("/api/admin/me/")),
  retry: false,
  staleTime: 60_000,
});
