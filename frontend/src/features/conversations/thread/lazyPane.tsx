import { type ComponentProps, lazy, Suspense } from "react";
import type { ThreadPane as Pane } from "./ThreadPane";

const load = () => import("./ThreadPane");
const LazyPane = lazy(async () => ({ default: (await load()).ThreadPane }));

// The list is painted first; the thread's code comes beside its data, or while nobody waits for it.
if (/\/inbox\/./.test(window.location.pathname)) void load();
else (window.requestIdleCallback ?? setTimeout)(() => void load());

export function ThreadPane(props: ComponentProps<typeof Pane>) {
  return (
    <Suspense fallback={null}>
      <LazyPane {...props} />
    </Suspense>
  );
}
