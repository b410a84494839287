import { hearTime, serverNow } from "./clock";

describe("the server's clock", () => {
  beforeEach(() => {
    vi.useFakeTimers();
    vi.setSystemTime("2026-11-20T10:00:00Z");
  });
  afterEach(() => {
    hearTime(new Date().toUTCString());
    vi.useRealTimers();
  });

  it("is followed when the device's own is wrong", () => {
    hearTime("Fri, 20 Nov 2026 07:00:00 GMT");
    vi.advanceTimersByTime(60_000);

    expect(new Date(serverNow()).toISOString()).toBe("2026-11-20T07:01:00.000Z");
  });

  it("is not asked about the seconds that an answer takes", () => {
    hearTime("Fri, 20 Nov 2026 09:59:55 GMT");
    hearTime(null);

    expect(serverNow()).toBe(Date.now());
  });
});
