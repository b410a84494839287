import { EVERYTHING, exportAddress, queryOf } from "./api";

describe("the filter of the log", () => {
  it("asks for nothing when nothing is chosen", () => {
    expect(queryOf(EVERYTHING)).toEqual({});
    expect(exportAddress(EVERYTHING)).toBe("/api/log/export/?");
  });

  it("takes whole days, the last one with its evening", () => {
    const { start, end } = queryOf({ ...EVERYTHING, from: "2026-11-20", to: "2026-11-20" });

    expect(new Date(end ?? "").getTime() - new Date(start ?? "").getTime()).toBe(24 * 3600 * 1000);
  });

  it("exports what is shown", () => {
    expect(exportAddress({ ...EVERYTHING, area: "team", q: "Олена" })).toBe(
      "/api/log/export/?area=team&q=%D0%9E%D0%BB%D0%B5%D0%BD%D0%B0",
    );
  });
});
