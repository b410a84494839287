/**
 * Whether this address is a workspace's own (`lumiere.parlor.app`, `lumiere.localhost`) or the public site.
 * The base domain is the server's setting, so the page that the server sends may name it in a meta tag.
 */
export function workspaceSlug(hostname = window.location.hostname, base = baseDomain()): string | null {
  const domain =
    base ?? (hostname.endsWith("localhost") ? "localhost" : hostname.split(".").slice(-2).join("."));
  if (!hostname.endsWith(`.${domain}`)) return told("parlor-workspace");
  const slug = hostname.slice(0, -domain.length - 1);
  return slug === "www" || /^[\d.]+$/.test(hostname) ? null : slug;
}

/** What the server says of itself in the page; a workspace on a domain of its own is known by this alone. */
function told(name: string): string | null {
  return document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content || null;
}

function baseDomain(): string | null {
  return told("parlor-base-domain")?.split(":")[0] ?? null;
}

/** The base domain with its port, as addresses need it. */
function baseHost(): string {
  const own = workspaceSlug();
  const { host } = window.location;
  const isOwnDomain = own !== null && !host.startsWith(`${own}.`);
  if (isOwnDomain) return told("parlor-base-domain") ?? host;
  return own ? host.slice(own.length + 1) : host;
}

export function workspaceUrl(slug: string): string {
  return `${window.location.protocol}//${slug}.${baseHost().replace(/^127\.0\.0\.1/, "localhost")}`;
}

export function publicUrl(): string {
  return `${window.location.protocol}//${baseHost()}`;
}
