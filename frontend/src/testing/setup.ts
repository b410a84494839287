import "@testing-library/jest-dom/vitest";
import { cleanup } from "@testing-library/react";
import { afterEach, beforeAll } from "vitest";
import { chooseLanguage, startI18n } from "@/shared/i18n";

class StillObserver {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}

// jsdom lays nothing out: these stand still where a browser would measure.
globalThis.ResizeObserver ??= StillObserver as unknown as typeof ResizeObserver;
Element.prototype.scrollTo ??= () => {};
Element.prototype.scrollIntoView ??= () => {};
window.matchMedia ??= (query) =>
  ({
    matches: false,
    media: query,
    addEventListener: () => {},
    removeEventListener: () => {},
  }) as unknown as MediaQueryList;
// The virtual lists measure their pane; give it the height of a small window.
Object.defineProperty(Element.prototype, "clientHeight", { configurable: true, value: 600 });
Object.defineProperty(Element.prototype, "clientWidth", { configurable: true, value: 400 });

beforeAll(async () => {
  await startI18n();
  await chooseLanguage("en");
});

afterEach(() => {
  cleanup();
  localStorage.clear();
});
