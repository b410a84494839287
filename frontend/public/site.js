// The public pages work without it. It keeps who recommended us until sign-up, and knows the workspace opened here last.
(() => {
  try {
    const ref = new URLSearchParams(location.search).get("ref");
    if (ref) localStorage.setItem("parlor.ref", ref.slice(0, 40));
    const home = new URL(localStorage.getItem("parlor.home") || "about:blank");
    if (!/^https?:$/.test(home.protocol) || !home.host.endsWith(`.${location.host}`)) return;
    for (const link of document.querySelectorAll("a[data-home]")) {
      link.href = home.origin;
      link.textContent = link.dataset.home;
    }
  } catch {
    // Storage may be forbidden; the links lead to sign-up then.
  }
})();
