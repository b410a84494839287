import { forgetWish, keepWish, wish, withWish } from "./wish";

describe("the plan somebody chose before signing up", () => {
  afterEach(() => localStorage.clear());

  it("is kept until it is forgotten", () => {
    keepWish("starter", "year");

    expect(wish()).toEqual({ plan: "starter", period: "year" });

    forgetWish();
    expect(wish()).toBeNull();
  });

  it("goes along when the workspace moves to another address, and nowhere else", () => {
    const moved = "https://rosa.parlor.test/enter#token=t1&to=/welcome";
    expect(withWish(moved)).toBe(moved);

    keepWish("starter", "month");

    expect(withWish(moved)).toBe(`${moved}&plan=starter&period=month`);
    expect(withWish("https://pay.example/c1")).toBe("https://pay.example/c1");
  });
});
