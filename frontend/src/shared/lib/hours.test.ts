import {
  copied,
  endsNextDay,
  openMinutes,
  problemOf,
  type Week,
  whenThere,
  withBreak,
  without,
  withTime,
} from "./hours";

describe("the hours of a day", () => {
  it("end on the next day when they end before they begin", () => {
    expect(endsNextDay(["20:00", "02:00"])).toBe(true);
    expect(endsNextDay(["09:00", "18:00"])).toBe(false);
    expect(endsNextDay(["09:00", "00:00"])).toBe(false);
  });

  it("begin with a usual day", () => {
    expect(withBreak([])).toEqual([["09:00", "18:00"]]);
  });

  it("take an hour off at noon", () => {
    expect(withBreak([["09:00", "18:00"]])).toEqual([
      ["09:00", "13:00"],
      ["14:00", "18:00"],
    ]);
  });

  it("take a break in the middle of a night", () => {
    expect(withBreak([["20:00", "04:00"]])).toEqual([
      ["20:00", "00:00"],
      ["01:00", "04:00"],
    ]);
  });

  it("go on later when they are too short to be cut", () => {
    expect(withBreak([["09:00", "10:00"]])).toEqual([
      ["09:00", "10:00"],
      ["11:00", "13:00"],
    ]);
  });

  it("take a new time and lose a stretch", () => {
    expect(withTime([["09:00", "13:00"]], 0, 1, "12:30")).toEqual([["09:00", "12:30"]]);
    expect(without([["09:00", "13:00"]], 0)).toEqual([]);
  });
});

describe("a week", () => {
  const week: Week = [[["09:00", "18:00"]], [], [["20:00", "02:00"]], [], [], [], []];

  it("copies the hours of a day", () => {
    expect(copied(week, 0, [1, 4])[4]).toEqual([["09:00", "18:00"]]);
    expect(copied(week, 0, [1, 4])[2]).toEqual([["20:00", "02:00"]]);
  });

  it("is open as long as its hours, over midnight too", () => {
    expect(openMinutes(week)).toBe(15 * 60);
  });
});

describe("a problem of a day", () => {
  it("is none with breaks and a night", () => {
    expect(
      problemOf([
        ["20:00", "02:00"],
        ["09:00", "13:00"],
      ]),
    ).toBeNull();
  });

  it("is an overlap", () => {
    expect(
      problemOf([
        ["09:00", "13:00"],
        ["12:30", "18:00"],
      ]),
    ).toBe("overlap");
  });

  it("is a night that runs past the same hour of the next day", () => {
    expect(
      problemOf([
        ["09:00", "13:00"],
        ["14:00", "10:00"],
      ]),
    ).toBe("night");
  });
});

describe("a moment at the business", () => {
  const now = new Date("2026-11-23T20:00:00Z");

  it("is its clock's time on the same day there", () => {
    expect(whenThere("2026-11-23T21:30:00Z", "Europe/Kyiv", "en", now)).toBe("23:30");
  });

  it("names the day when it is another one there", () => {
    expect(whenThere("2026-11-24T07:00:00Z", "Europe/Kyiv", "en", now)).toBe("Tue 24 Nov, 09:00");
  });

  it("follows the clock change", () => {
    const spring = new Date("2026-03-29T00:30:00Z");
    expect(whenThere("2026-03-29T01:30:00Z", "Europe/Kyiv", "en", spring)).toBe("04:30");
  });
});
