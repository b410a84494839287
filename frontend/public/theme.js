// Runs before the first paint so that the dark theme never flashes white; a file of its own because the CSP forbids inline scripts.
(() => {
  let choice = "system";
  try {
    choice = localStorage.getItem("parlor.theme") || "system";
  } catch {
    // Storage may be forbidden; the system's preference is a fine answer then.
  }
  const dark = choice === "dark" || (choice === "system" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.classList.toggle("dark", dark);
})();
