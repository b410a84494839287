import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from "@tanstack/react-router";
import { act, render } from "@testing-library/react";
import type { ReactNode } from "react";
import type { Me } from "@/shared/api/types";
import { welcome } from "@/shared/session";
import { TipProvider } from "@/shared/ui/Tip";
import { aMe } from "./builders";

/** Render inside the providers of the app, signed in as `me`, at an address that links may leave. */
export async function show(children: ReactNode, me: Me = aMe()) {
  const client = new QueryClient({
    defaultOptions: { queries: { retry: false, staleTime: Number.POSITIVE_INFINITY } },
  });
  welcome(client, me);
  const root = createRootRoute({ component: () => <>{children}</> });
  const router = createRouter({
    routeTree: root,
    history: createMemoryHistory({ initialEntries: ["/"] }),
    defaultNotFoundComponent: () => null,
  });
  const view = await act(async () =>
    render(
      <QueryClientProvider client={client}>
        <TipProvider>
          <RouterProvider router={router} />
        </TipProvider>
      </QueryClientProvider>,
    ),
  );
  return { ...view, client };
}
