import { ago } from "./ago";

const NOW = Date.parse("2026-11-20T12:00:00Z");

describe("how long ago", () => {
  it("is said in the largest whole unit", () => {
    expect(ago("2026-11-20T11:59:40Z", "en", NOW)).toBeNull();
    expect(ago("2026-11-20T11:55:00Z", "en", NOW)).toBe("5 minutes ago");
    expect(ago("2026-11-20T09:10:00Z", "en", NOW)).toBe("2 hours ago");
    expect(ago("2026-11-15T12:00:00Z", "en", NOW)).toBe("5 days ago");
    expect(ago("2026-11-20T11:55:00Z", "uk", NOW)).toBe("5 хвилин тому");
  });

  it("has no words for a clock that runs ahead", () => {
    expect(ago("2026-11-20T12:05:00Z", "en", NOW)).toBeNull();
  });
});
