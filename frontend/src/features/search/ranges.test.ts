import { cut } from "./ranges";

const shown = (text: string, ranges: number[][]) =>
  cut(text, ranges).map((part) => (part.isHit ? `[${part.text}]` : part.text));

describe("the highlights of a hit", () => {
  it("cut the text at both ends", () => {
    expect(shown("манікюр і педикюр", [[0, 7]])).toEqual(["[манікюр]", " і педикюр"]);
  });

  it("may come in any order and overlap", () => {
    expect(
      shown("abcdef", [
        [3, 5],
        [0, 2],
        [1, 4],
      ]),
    ).toEqual(["[ab]", "[cd]", "[e]", "f"]);
  });

  it("never reach beyond the text", () => {
    expect(shown("ab", [[1, 9]])).toEqual(["a", "[b]"]);
    expect(shown("", [[0, 3]])).toEqual([]);
  });
});
