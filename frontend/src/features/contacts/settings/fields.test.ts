import { keyFor } from "./fields";

describe("keyFor", () => {
  it("writes Ukrainian with Latin letters", () => {
    expect(keyFor("Улюблений майстер")).toBe("uliublenyi_maister");
    expect(keyFor("Ім’я дитини")).toBe("imia_dytyny");
  });

  it("begins with a letter and takes forty at most", () => {
    expect(keyFor("2nd phone — home")).toBe("nd_phone_home");
    expect(keyFor("x".repeat(60))).toHaveLength(40);
  });

  it("is nothing for what has no letters", () => {
    expect(keyFor("№ 5")).toBe("");
  });
});
