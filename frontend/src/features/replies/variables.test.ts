import { filled, inserted } from "./variables";

describe("filled", () => {
  it("puts values where the variables stand", () => {
    const pieces = filled("Hi {{contact.first_name}}!", { "contact.first_name": "Dana" });

    expect(pieces.map((piece) => piece.text).join("")).toBe("Hi Dana!");
    expect(pieces[1]).toEqual({ text: "Dana", variable: "contact.first_name", isKnown: true });
  });

  it("falls back to what the variable brings", () => {
    expect(filled("{{ contact.email | – }}", {})[0]?.text).toBe("–");
  });

  it("marks a variable that nobody fills", () => {
    expect(filled("{{contact.shoe_size}}", {})).toEqual([
      { text: "", variable: "contact.shoe_size", isKnown: false },
    ]);
  });

  it("knows fields of the business's own", () => {
    expect(filled("{{contact.custom.майстер}}", {})[0]?.isKnown).toBe(true);
  });

  it("leaves a plain text in one piece", () => {
    expect(filled("Hello {there}", {})).toEqual([{ text: "Hello {there}", variable: null, isKnown: true }]);
  });
});

describe("inserted", () => {
  it("replaces the selection and goes on after it", () => {
    expect(inserted("Hi you, welcome", "contact.name", 3, 6)).toEqual({
      text: "Hi {{contact.name}}, welcome",
      caret: 19,
    });
  });
});
