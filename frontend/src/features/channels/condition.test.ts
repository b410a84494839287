import { conditionOf } from "./condition";

const NOW = Date.parse("2026-11-20T12:00:00Z");
const WELL = {
  state: "connected",
  token_expires_at: null,
  last_event_at: "2026-11-20T11:00:00Z",
  hold: null,
} as const;

describe("the condition of a channel", () => {
  it("is the trouble the server knows of before all else", () => {
    expect(conditionOf({ ...WELL, state: "error", token_expires_at: "2026-11-19T12:00:00Z" }, NOW)).toEqual({
      is: "error",
    });
  });

  it("is what the platform holds it back for, whatever else there is", () => {
    const hold = { code: "pending", reason: "" } as const;

    expect(conditionOf({ ...WELL, state: "error", hold }, NOW)).toEqual({ is: "held", why: hold });
  });

  it("counts the days that a sign-in has left", () => {
    expect(conditionOf({ ...WELL, token_expires_at: "2026-11-25T11:00:00Z" }, NOW)).toEqual({
      is: "expiring",
      days: 5,
    });
    expect(conditionOf({ ...WELL, token_expires_at: "2026-11-20T13:00:00Z" }, NOW)).toEqual({
      is: "expiring",
      days: 1,
    });
    expect(conditionOf({ ...WELL, token_expires_at: "2026-11-20T11:59:00Z" }, NOW)).toEqual({
      is: "expired",
    });
    expect(conditionOf({ ...WELL, token_expires_at: "2027-01-20T12:00:00Z" }, NOW)).toEqual({ is: "works" });
  });

  it("tells one that has heard nobody yet from one that works", () => {
    expect(conditionOf(WELL, NOW)).toEqual({ is: "works" });
    expect(conditionOf({ ...WELL, last_event_at: null }, NOW)).toEqual({ is: "quiet" });
  });
});
