import { useSyncExternalStore } from "react";
import { stored } from "./stored";

export type Theme = "light" | "dark" | "system";

const listeners = new Set<() => void>();
const systemDark = window.matchMedia("(prefers-color-scheme: dark)");

export function getTheme(): Theme {
  const choice = stored.get("theme");
  return choice === "light" || choice === "dark" ? choice : "system";
}

function apply(): void {
  const theme = getTheme();
  const isDark = theme === "dark" || (theme === "system" && systemDark.matches);
  document.documentElement.classList.toggle("dark", isDark);
  for (const listener of listeners) listener();
}

export function setTheme(theme: Theme): void {
  stored.set("theme", theme === "system" ? null : theme);
  apply();
}

systemDark.addEventListener("change", apply);

export function useTheme(): Theme {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, getTheme);
}
