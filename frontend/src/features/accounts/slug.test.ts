import { slugFrom } from "./slug";

describe("a workspace address", () => {
  it("is spelled from a Ukrainian name", () => {
    expect(slugFrom("Люм’єр Краса")).toBe("liumier-krasa");
    expect(slugFrom("Щаслива Їжачиха")).toBe("shchaslyva-izhachykha");
  });

  it("keeps only letters, digits and single hyphens", () => {
    expect(slugFrom("  Café & Crème — №5 ")).toBe("cafe-creme-no5");
    expect(slugFrom("!!!")).toBe("");
  });
});
