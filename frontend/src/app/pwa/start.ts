import i18next from "i18next";
import { toasts } from "@/shared/ui/toast";
import { installed } from "./navigation";

const LOOK_EVERY_MS = 30 * 60_000;
const PARTS_AFTER_MS = 15_000;
const TOAST = "new-version";
const TOAST_FOR_MS = 60_000;

let isStarted = false;

/** Register the worker and follow its updates; once a page. Development serves none. */
export function startPwa(): void {
  if (isStarted) return;
  isStarted = true;
  followLanguage();
  if (!("serviceWorker" in navigator) || import.meta.env.DEV) return;
  navigator.serviceWorker.addEventListener(
    "message",
    (event: MessageEvent<{ type?: string; url?: string }>) => {
      if (event.data?.type === "visit" && event.data.url) installed.visit(event.data.url);
    },
  );
  navigator.serviceWorker.register("/sw.js", { scope: "/", updateViaCache: "none" }).then(
    follow,
    // Private windows and strict settings refuse workers: the app works without.
    () => {},
  );
}

/** The name and the shortcuts of the installed app are in the language of the page. */
function followLanguage(): void {
  const link = document.querySelector<HTMLLinkElement>('link[rel="manifest"]');
  const show = (language: string) => {
    if (link) link.href = `/manifest.${language === "uk" ? "uk" : "en"}.webmanifest`;
  };
  show(i18next.language);
  i18next.on("languageChanged", show);
}

function follow(registration: ServiceWorkerRegistration): void {
  const offer = (worker: ServiceWorker | null) => {
    // The very first worker takes over by itself; there is nothing to reload.
    if (worker && navigator.serviceWorker.controller) offerReload(worker);
  };
  offer(registration.waiting);
  registration.addEventListener("updatefound", () => {
    const worker = registration.installing;
    worker?.addEventListener("statechange", () => {
      if (worker.state === "installed") offer(worker);
    });
  });
  // Well after the start, when the page's own parts have long come.
  setTimeout(() => {
    void navigator.serviceWorker.ready.then(({ active }) => active?.postMessage({ type: "keep-parts" }));
  }, PARTS_AFTER_MS);
  const look = () => {
    if (document.visibilityState === "visible") registration.update().catch(() => {});
  };
  setInterval(look, LOOK_EVERY_MS);
  document.addEventListener("visibilitychange", look);
}

function offerReload(worker: ServiceWorker): void {
  const reload = () => {
    navigator.serviceWorker.addEventListener("controllerchange", () => window.location.reload(), {
      once: true,
    });
    worker.postMessage({ type: "take-over" });
  };
  const toast = {
    id: TOAST,
    tone: "plain" as const,
    text: i18next.t("pwa.newVersion"),
    action: { label: i18next.t("pwa.reload"), onClick: reload },
  };
  toasts.update((all) => [...all.filter((one) => one.id !== TOAST), toast]);
  setTimeout(() => toasts.update((all) => all.filter((one) => one.id !== TOAST)), TOAST_FOR_MS);
}
