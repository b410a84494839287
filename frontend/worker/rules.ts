/** What the worker decides without the browser, so that it can be tested. */

/** Paths that are somebody else's page: the API and its documentation, the chat for visitors, what vendors call. */
const FOREIGN = /^\/(api|ws|webhook|static|chat|embed|healthz|readyz)(\/|$)/;

export type PushedAlert = { title: string; body: string; tag: string; url: string; unread: number };

/** The path of an address of our own, null for others'. */
export function sameOriginPath(url: string, origin: string): string | null {
  const parsed = new URL(url);
  return parsed.origin === origin ? parsed.pathname : null;
}

export function isAsset(path: string): boolean {
  return path.startsWith("/assets/");
}

/** Reads whose answer is kept for times without a network; secrets, files and what strangers may ask are not. */
const UNKEPT =
  /^\/api\/(auth|attachments|files|widget|chat|schema|docs|admin|console|csat\/rate|search|api-keys|finance)(\/|$)/;

export function isKeptRead(path: string): boolean {
  return path.startsWith("/api/") && !UNKEPT.test(path);
}

/** Whether the app itself answers this path; files of the root, such as the icon, have a dot in their name. */
export function isAppPage(path: string): boolean {
  return !FOREIGN.test(path) && !path.split("/").at(-1)?.includes(".");
}

function text(value: unknown, otherwise: string): string {
  return typeof value === "string" && value !== "" ? value : otherwise;
}

/** Read what the server pushed; whatever is missing gets a harmless stand-in, as something must be shown. */
export function pushedAlert(data: string): PushedAlert {
  let given: Record<string, unknown> = {};
  try {
    const parsed: unknown = JSON.parse(data);
    if (typeof parsed === "object" && parsed !== null) given = parsed as Record<string, unknown>;
  } catch {
    // Not ours, or cut off: the stand-ins below are shown.
  }
  const url = text(given.url, "/inbox");
  return {
    title: text(given.title, "Parlor"),
    body: text(given.body, ""),
    tag: text(given.tag, "parlor"),
    // Only a path of our own: a full address would lead people to strangers.
    url: /^\/(?![/\\])/.test(url) ? url : "/inbox",
    unread: typeof given.unread === "number" ? given.unread : 0,
  };
}
