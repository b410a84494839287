const KEY = "parlor.reloadedAt";
const NOT_AGAIN_MS = 60_000;

/** When a new version was put in place, the old page's lazy parts are gone: load the page that has its own, once. */
export function followBuild(): void {
  window.addEventListener("vite:preloadError", () => {
    const last = Number(sessionStorage.getItem(KEY) ?? 0);
    // Without a network the part is missing for another reason, and a reload would lose the page for nothing.
    if (!navigator.onLine || Date.now() - last < NOT_AGAIN_MS) return;
    sessionStorage.setItem(KEY, String(Date.now()));
    window.location.reload();
  });
}
