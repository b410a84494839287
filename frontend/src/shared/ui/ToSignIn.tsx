import { useRouter } from "@tanstack/react-router";
import { useEffect } from "react";

/**
 * Leads to the sign-in page, and afterwards back to `next` or to where one was.
 * It sets out once: what asked for it stays on the screen, and is drawn anew, until the sign-in page has come.
 */
export function ToSignIn({ next }: { next?: string }) {
  const router = useRouter();
  // biome-ignore lint/correctness/useExhaustiveDependencies: `next` counts at the start only.
  useEffect(() => {
    const { href, pathname } = router.latestLocation;
    // Who signs out is on the way already, and leaves nothing to come back to.
    if (pathname === "/sign-in") return;
    void router.navigate({ to: "/sign-in", search: { next: next ?? href }, replace: true });
  }, [router]);
  return null;
}
