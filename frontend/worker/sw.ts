/// <reference lib="webworker" />
import { isAppPage, isAsset, isKeptRead, type PushedAlert, pushedAlert, sameOriginPath } from "./rules";

declare const self: ServiceWorkerGlobalScope;
/** Written in at build time: what the shell needs to start, and a name for this very set of files. */
declare const __SHELL__: readonly string[];
declare const __VERSION__: string;
/** The parts of all other pages: fetched when there is nothing else to do. */
declare const __PARTS__: readonly string[];

const ASSETS = `parlor-${__VERSION__}`;
// Not renamed with a version; the page throws it away when somebody signs in or out (src/shared/session).
const READS = "parlor.reads";
const MOST_READS = 200;
const PAGE = "/";
// A page that takes longer than this is shown from the store; the socket's banner tells that the net is slow.
const PATIENCE_MS = 4_000;

async function keepShell(): Promise<void> {
  const cache = await caches.open(ASSETS);
  await cache.addAll([...__SHELL__]);
  await cache.put(PAGE, await fetch(PAGE, { cache: "no-store", credentials: "same-origin" }));
}

self.addEventListener("install", (event) => event.waitUntil(keepShell()));

self.addEventListener("activate", (event) => {
  const tidy = async () => {
    for (const name of await caches.keys()) {
      if (name.startsWith("parlor-") && name !== ASSETS) await caches.delete(name);
    }
    await self.clients.claim();
  };
  event.waitUntil(tidy());
});

async function page(request: Request): Promise<Response> {
  const cache = await caches.open(ASSETS);
  const patience = new Promise<undefined>((resolve) => setTimeout(resolve, PATIENCE_MS));
  const fresh = fetch(request).then(async (answer) => {
    // A proxy's error page must not become the page of tomorrow.
    if (answer.ok && !answer.redirected) await cache.put(PAGE, answer.clone());
    return answer;
  });
  const first = await Promise.race([fresh.catch(() => undefined), patience]);
  return first ?? (await cache.match(PAGE)) ?? fresh;
}

async function asset(request: Request): Promise<Response> {
  // Its name holds its hash, so a kept one is never stale, whichever version kept it.
  const held = await caches.match(request);
  if (held) return held;
  const answer = await fetch(request);
  if (answer.ok) {
    const cache = await caches.open(ASSETS);
    await cache.put(request, answer.clone());
  }
  return answer;
}

async function keepRead(request: Request, answer: Response): Promise<void> {
  const cache = await caches.open(READS);
  await cache.delete(request, { ignoreVary: true });
  await cache.put(request, answer);
  const held = await cache.keys();
  for (const old of held.slice(0, Math.max(0, held.length - MOST_READS))) await cache.delete(old);
}

/** The server's answer; without a network what it said last, marked, so that the page asks again later. */
async function read(event: FetchEvent): Promise<Response> {
  const { request } = event;
  try {
    const fresh = await fetch(request);
    if (fresh.ok) event.waitUntil(keepRead(request, fresh.clone()));
    return fresh;
  } catch (error) {
    const held = await (await caches.open(READS)).match(request, { ignoreVary: true });
    if (!held) throw error;
    const headers = new Headers(held.headers);
    headers.set("X-Parlor-Kept", "1");
    return new Response(held.body, { status: held.status, headers });
  }
}

/** Fetch the other pages' parts one by one, so that each of them opens without a network too. */
async function keepParts(): Promise<void> {
  const cache = await caches.open(ASSETS);
  for (const part of __PARTS__) {
    // What does not come now comes when its page is opened.
    if (!(await caches.match(part))) await cache.add(part).catch(() => {});
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const path = sameOriginPath(request.url, self.location.origin);
  if (request.method !== "GET" || path === null) return;
  if (isAsset(path)) event.respondWith(asset(request));
  else if (isKeptRead(path)) event.respondWith(read(event));
  else if (request.mode === "navigate" && isAppPage(path)) event.respondWith(page(request));
});

async function badge(unread: number): Promise<void> {
  // Absent where the system has no badges.
  if (unread > 0) await self.navigator.setAppBadge?.(unread);
  else await self.navigator.clearAppBadge?.();
}

async function show(alert: PushedAlert): Promise<void> {
  // Browsers demand a notification for every push, also while the page is open; the system then shows it quietly.
  const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const isLookedAt = windows.some((window) => window.focused);
  await self.registration.showNotification(alert.title, {
    body: alert.body,
    tag: alert.tag,
    data: { url: alert.url },
    icon: "/icons/icon-192.png",
    badge: "/icons/badge-96.png",
    silent: isLookedAt,
  });
  await badge(alert.unread).catch(() => {});
}

self.addEventListener("push", (event) => event.waitUntil(show(pushedAlert(event.data?.text() ?? ""))));

async function visit(url: string): Promise<void> {
  const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const open = windows[0];
  if (!open) {
    await self.clients.openWindow(url);
    return;
  }
  // The page goes there by itself, so that nothing half-written is lost to a reload.
  open.postMessage({ type: "visit", url });
  await open.focus();
}

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const { url } = event.notification.data as { url: string };
  event.waitUntil(visit(url));
});

self.addEventListener("message", (event) => {
  const asked = (event.data as { type?: string } | null)?.type;
  if (asked === "take-over") void self.skipWaiting();
  if (asked === "keep-parts") event.waitUntil(keepParts());
});
