import { nameFor, originsOf } from "./questions";

describe("the form before a chat", () => {
  it("names each answer apart", () => {
    expect(nameFor([], "email")).toBe("email");
    expect(nameFor([{ name: "answer" }, { name: "answer_2" }], "text")).toBe("answer_3");
  });
});

describe("allowed websites", () => {
  it("are read one a line or with commas", () => {
    expect(originsOf(" https://shop.example\n*.acme.example, acme.example\n\n")).toEqual([
      "https://shop.example",
      "*.acme.example",
      "acme.example",
    ]);
    expect(originsOf("  ")).toEqual([]);
  });
});
