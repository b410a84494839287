import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  RouterProvider,
  useLocation,
} from "@tanstack/react-router";
import { act, render, screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { ToSignIn } from "./ToSignIn";

function Ended() {
  // Drawn anew by each step of the way, as the shell is.
  useLocation();
  return <ToSignIn />;
}

describe("the way to the sign-in page", () => {
  it("is gone once, while the page is still being loaded", async () => {
    let arrive = () => {};
    const loading = new Promise<{ SignIn: () => string }>((resolve) => {
      arrive = () => resolve({ SignIn: () => "Sign in" });
    });
    const root = createRootRoute();
    const inbox = createRoute({ getParentRoute: () => root, path: "/inbox", component: Ended });
    const signIn = createRoute({
      getParentRoute: () => root,
      path: "/sign-in",
      component: lazyRouteComponent(() => loading, "SignIn"),
    });
    const history = createMemoryHistory({ initialEntries: ["/inbox?tab=mine"] });
    const router = createRouter({ routeTree: root.addChildren([inbox, signIn]), history });
    // biome-ignore lint/suspicious/noExplicitAny: the app's router is another type
    render(<RouterProvider router={router as any} />);

    await act(() => new Promise((resolve) => setTimeout(resolve, 50)));
    arrive();

    expect(await screen.findByText("Sign in")).toBeVisible();
    expect(router.state.location.search).toEqual({ next: "/inbox?tab=mine" });
  });
});
