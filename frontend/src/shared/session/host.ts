/**
 * Whether this address is a workspace's own (`lumiere.parlor.app`, `lumiere.localhost`) or the public site.
 * The base domain is the server's setting, so the page that the server sends may name it in a meta tag.
 */
export function workspaceSlug(hostname = window.location.hostname, base = baseDomain()): string | null {
  const domain =
    base ?? (hostname.endsWith("localhost") ? "localhost" : hostname.split(".").slice(-2).join("."));
  if (!hostname.endsWith(`.${domain}`)) return null;
  const slug = hostname.slice(0, -domain.length - 1);
  return slug === "www" || /^[\d.]+$/.test(hostname) ? null : slug;
}

function baseDomain(): string | null {
  const content = document.querySelector<HTMLMetaElement>('meta[name="parlor-base-domain"]')?.content;
  return content ? (content.split(":")[0] ?? null) : null;
}

export function workspaceUrl(slug: string): string {
  const own = workspaceSlug();
  const { protocol, host } = window.location;
  const base = own ? host.slice(own.length + 1) : host;
  return `${protocol}//${slug}.${base.replace(/^127\.0\.0\.1/, "localhost")}`;
}

export function publicUrl(): string {
  const own = workspaceSlug();
  const { protocol, host } = window.location;
  return `${protocol}//${own ? host.slice(own.length + 1) : host}`;
}
