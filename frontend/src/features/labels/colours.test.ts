import { COLOURS, freeColour } from "./colours";

describe("freeColour", () => {
  it("is one that is not worn", () => {
    expect(freeColour([])).toBe(COLOURS[0]);
    expect(freeColour([COLOURS[0].toUpperCase()])).toBe(COLOURS[1]);
  });

  it("is the least worn when all are", () => {
    expect(freeColour([...COLOURS, ...COLOURS.slice(0, 3)])).toBe(COLOURS[3]);
  });
});
