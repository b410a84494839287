// Runs before the first paint, so that a dark page never flashes white and a Ukrainian one never speaks English.
document.documentElement.dataset.theme =
  localStorage.getItem("sandbox.theme") || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
document.documentElement.lang =
  localStorage.getItem("sandbox.language") || (navigator.language.toLowerCase().startsWith("uk") ? "uk" : "en");
