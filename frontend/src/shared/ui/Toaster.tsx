import { CircleAlert, CircleCheck } from "lucide-react";
import { lazy, Suspense } from "react";
import { useStore } from "@/shared/lib/store";
import { useHotkeys } from "@/shared/lib/useHotkeys";
import { dismissToast, type Toast, toasts } from "./toast";

const Seconds = lazy(async () => ({ default: (await import("./Seconds")).Seconds }));

function act(toast: Toast | undefined): void {
  if (!toast) return;
  toast.action?.onClick();
  dismissToast(toast.id);
}

function Slip({ toast }: { toast: Toast }) {
  return (
    <li className="pointer-events-auto flex items-center gap-3 rounded-2xl bg-ink px-4 py-2.5 text-sm text-paper shadow-float animate-rise">
      {toast.tone === "good" && <CircleCheck aria-hidden="true" className="size-4.5 shrink-0" />}
      {toast.tone === "bad" && <CircleAlert aria-hidden="true" className="size-4.5 shrink-0" />}
      <span className="min-w-0 py-1">{toast.text}</span>
      {toast.until && (
        <Suspense fallback={null}>
          <Seconds until={toast.until} />
        </Suspense>
      )}
      {toast.action && (
        <button
          type="button"
          aria-keyshortcuts="Z"
          onClick={() => act(toast)}
          className="ml-auto min-h-8 shrink-0 px-1 font-semibold underline underline-offset-4 focus-visible:outline-paper"
        >
          {toast.action.label}
        </button>
      )}
    </li>
  );
}

export function Toaster() {
  const shown = useStore(toasts, (all) => all);
  useHotkeys({ KeyZ: () => act(shown.findLast((toast) => toast.action)) });
  return (
    <ul
      aria-live="polite"
      className="pointer-events-none fixed inset-x-4 top-4 z-60 flex flex-col gap-2 md:inset-x-auto md:top-auto md:bottom-6 md:left-28 md:w-80"
    >
      {shown.map((toast) => (
        <Slip key={toast.id} toast={toast} />
      ))}
    </ul>
  );
}
