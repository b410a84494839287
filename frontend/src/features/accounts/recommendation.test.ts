import { stored } from "@/shared/lib/stored";
import { keepReferral, recommendation } from "./recommendation";

describe("a recommendation", () => {
  beforeEach(() => {
    stored.set("ref", null);
    stored.set("device", null);
  });

  it("is kept from the link until the sign-up", () => {
    keepReferral("?ref=ABCD2345");

    expect(recommendation().ref).toBe("ABCD2345");
  });

  it("is left out when nobody recommended us", () => {
    keepReferral("?utm=x");

    expect(recommendation()).toEqual({ device: expect.stringMatching(/^[0-9a-f-]{36}$/) });
  });

  it("names the same browser every time", () => {
    expect(recommendation().device).toBe(recommendation().device);
  });
});
