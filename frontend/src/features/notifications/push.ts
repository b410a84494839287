import { addDevice, type Device, devicesQuery, pushKeyQuery, removeDevice } from "./api";

export type PushState =
  /** The browser cannot: no service worker, no push, or not a secure page. */
  | "unsupported"
  /** The person said no; only the browser's own settings change that. */
  | "denied"
  | "off"
  | "on";

function canPush(): boolean {
  return "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
}

export async function currentSubscription(): Promise<PushSubscription | null> {
  if (!canPush()) return null;
  const registration = await navigator.serviceWorker.getRegistration("/");
  return (await registration?.pushManager.getSubscription()) ?? null;
}

export async function pushState(): Promise<PushState> {
  if (!canPush()) return "unsupported";
  if (Notification.permission === "denied") return "denied";
  return (await currentSubscription()) && Notification.permission === "granted" ? "on" : "off";
}

/** Chrome on Windows, as a person would name it. */
export function deviceName(agent: string): string {
  const browser =
    [
      ["Edg/", "Edge"],
      ["OPR/", "Opera"],
      ["SamsungBrowser/", "Samsung Internet"],
      ["Firefox/", "Firefox"],
      ["Chrome/", "Chrome"],
      ["Safari/", "Safari"],
    ].find(([mark]) => mark && agent.includes(mark))?.[1] ?? "";
  const system =
    [
      ["iPhone", "iPhone"],
      ["iPad", "iPad"],
      ["Android", "Android"],
      ["Windows", "Windows"],
      ["Mac OS", "macOS"],
      ["CrOS", "ChromeOS"],
      ["Linux", "Linux"],
    ].find(([mark]) => mark && agent.includes(mark))?.[1] ?? "";
  return [browser, system].filter(Boolean).join(" · ");
}

/** A key of the Push API: base64url without padding, as bytes. */
export function bytesOf(key: string): Uint8Array<ArrayBuffer> {
  const text = atob(key.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(text, (char) => char.charCodeAt(0));
}

const REMEMBERED = "parlor.device";

/** Ask the browser, subscribe it, tell the server. Call it from a click: browsers refuse to ask otherwise. */
export async function turnPushOn(publicKey: string): Promise<PushState> {
  if ((await Notification.requestPermission()) !== "granted") return pushState();
  const registration = await navigator.serviceWorker.ready;
  const held = await registration.pushManager.getSubscription();
  const subscription =
    held ??
    (await registration.pushManager.subscribe({
      userVisibleOnly: true,
      applicationServerKey: bytesOf(publicKey),
    }));
  try {
    await registerDevice(subscription);
  } catch (error) {
    // A browser that the server does not know would say "on" and stay silent.
    await subscription.unsubscribe();
    throw error;
  }
  return "on";
}

async function registerDevice(subscription: PushSubscription): Promise<Device> {
  const { endpoint, keys } = subscription.toJSON();
  const device = await addDevice({
    endpoint: endpoint ?? "",
    keys: { p256dh: keys?.p256dh ?? "", auth: keys?.auth ?? "" },
    device: deviceName(navigator.userAgent),
  });
  localStorage.setItem(REMEMBERED, device.id);
  return device;
}

/** The id that the server knows this browser by; null when it is not subscribed. */
export function thisDevice(): string | null {
  return localStorage.getItem(REMEMBERED);
}

/** Stop pushing to this browser: whoever signs in next is somebody else. */
export async function turnPushOff(): Promise<void> {
  const id = thisDevice();
  localStorage.removeItem(REMEMBERED);
  const subscription = await currentSubscription();
  await Promise.allSettled([subscription?.unsubscribe(), id ? removeDevice(id) : undefined]);
}

export { devicesQuery, pushKeyQuery };
