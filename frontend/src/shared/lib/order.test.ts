import { moved, placeAt } from "./order";

describe("moved", () => {
  it("puts an item at its new place", () => {
    expect(moved(["a", "b", "c"], 0, 2)).toEqual(["b", "c", "a"]);
  });

  it("stops at the ends", () => {
    expect(moved(["a", "b", "c"], 1, -4)).toEqual(["b", "a", "c"]);
    expect(moved(["a", "b", "c"], 1, 9)).toEqual(["a", "c", "b"]);
  });

  it("leaves the list alone when there is nothing to move", () => {
    expect(moved(["a"], 3, 0)).toEqual(["a"]);
  });
});

describe("placeAt", () => {
  const rows = [
    { top: 0, height: 40 },
    { top: 40, height: 40 },
    { top: 80, height: 40 },
  ];

  it("is the row under the pointer once its middle is passed", () => {
    expect(placeAt(10, rows)).toBe(0);
    expect(placeAt(61, rows)).toBe(2);
  });

  it("stays inside the list", () => {
    expect(placeAt(-50, rows)).toBe(0);
    expect(placeAt(900, rows)).toBe(2);
  });
});
