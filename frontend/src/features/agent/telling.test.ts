import { telling } from "./telling";

describe("the figure that tells right from wrong", () => {
  it.each([
    ["Манікюр коштує 430 грн, 60 хв", "Манікюр коштує 340 грн, 60 хв", "430"],
    ["1 450 грн", "450 грн", "1 450"],
    ["Until 19:30", "Until 19:00", "19:30"],
    ["Yes, in the yard.", "", ""],
    ["Yes, 3 places.", "There are 3 places.", ""],
  ])("of %j, said %j, is %j", (right, said, figure) => {
    expect(telling(right, said)).toBe(figure);
  });
});
