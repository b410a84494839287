import { pretty } from "./pretty";

describe("a webhook's body", () => {
  it("is indented when it is JSON and left alone when it is not", () => {
    expect(pretty('{"a":[1]}')).toBe('{\n  "a": [\n    1\n  ]\n}');
    expect(pretty('{"cut":"in the mid')).toBe('{"cut":"in the mid');
  });
});
