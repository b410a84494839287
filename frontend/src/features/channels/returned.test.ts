import { readReturn } from "./returned";

describe("the way back from a vendor's page", () => {
  it("brings a code and a state", () => {
    expect(readReturn("#kind=messenger&code=a%2Bb&state=s%3A1")).toEqual({
      is: "granted",
      kind: "messenger",
      code: "a+b",
      state: "s:1",
    });
  });

  it("brings a refusal", () => {
    expect(readReturn("#kind=instagram&state=s&error=access_denied")).toEqual({
      is: "refused",
      kind: "instagram",
    });
  });

  it("brings nothing that it can use", () => {
    expect(readReturn("")).toEqual({ is: "nothing" });
    expect(readReturn("#kind=pigeon&code=a&state=b")).toEqual({ is: "nothing" });
    expect(readReturn("#kind=whatsapp&code=a")).toEqual({ is: "nothing" });
  });
});
