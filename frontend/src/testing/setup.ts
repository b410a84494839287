import "@testing-library/jest-dom/vitest";
import { cleanup } from "@testing-library/react";
import { afterEach, beforeAll } from "vitest";
import { startI18n } from "@/shared/i18n";

class StillObserver {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}

// jsdom lays nothing out: these stand still where a browser would measure.
globalThis.ResizeObserver ??= StillObserver as unknown as typeof ResizeObserver;
Element.prototype.scrollTo ??= () => {};
Element.prototype.scrollIntoView ??= () => {};

beforeAll(async () => {
  await startI18n();
});

afterEach(() => {
  cleanup();
  localStorage.clear();
});
