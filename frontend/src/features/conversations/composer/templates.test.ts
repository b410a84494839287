import { contentOf, named, previewOf, type Template } from "./templates";

const ORDER: Template = {
  name: "order_update",
  language: "en_US",
  category: "utility",
  header: "Order {{order}}",
  body: "{{first_name}}, it is ready since {{time}}.",
  footer: "Acme",
  buttons: ["Follow", "Call us"],
  slots: [
    { part: "header", name: "order", index: 0, sub_type: "", example: "" },
    { part: "body", name: "first_name", index: 0, sub_type: "", example: "" },
    { part: "body", name: "time", index: 0, sub_type: "", example: "" },
    { part: "button", name: "Follow", index: 0, sub_type: "url", example: "https://acme.test/{{1}}" },
  ],
};
const VALUES = {
  "header:0:order": "17",
  "body:0:first_name": "Dana",
  "body:0:time": "noon ",
  "button:0:Follow": "o17",
};

describe("a template to send", () => {
  it("carries each value where the vendor expects it", () => {
    expect(contentOf(ORDER, VALUES)).toEqual({
      name: "order_update",
      language: "en_US",
      components: [
        { type: "header", parameters: [{ type: "text", text: "17", parameter_name: "order" }] },
        {
          type: "body",
          parameters: [
            { type: "text", text: "Dana", parameter_name: "first_name" },
            { type: "text", text: "noon", parameter_name: "time" },
          ],
        },
        { type: "button", sub_type: "url", index: "0", parameters: [{ type: "text", text: "o17" }] },
      ],
      preview: "Order 17\n\nDana, it is ready since noon.\n\nAcme",
    });
  });

  it("shows a gap until it is filled in", () => {
    expect(previewOf(ORDER, { "header:0:order": " " })).toContain("Order {{order}}");
  });

  it("numbers the values of one that is named by hand", () => {
    const template = named("reminder", "uk", "{{1}}, чекаємо {{2}}. {{1}}!");

    const { components } = contentOf(template, { "body:0:1": "Дано", "body:0:2": "о 9" });

    expect(components).toEqual([
      {
        type: "body",
        parameters: [
          { type: "text", text: "Дано" },
          { type: "text", text: "о 9" },
        ],
      },
    ]);
  });

  it("sends a picture by its address", () => {
    const template: Template = {
      ...ORDER,
      header: "",
      slots: [{ part: "file", name: "image", index: 0, sub_type: "", example: "" }],
    };

    const { components } = contentOf(template, { "file:0:image": "https://acme.test/a.png" });

    expect(components).toEqual([
      { type: "header", parameters: [{ type: "image", image: { link: "https://acme.test/a.png" } }] },
    ]);
  });
});
