import { partsOf } from "./webhookParts";

describe("the address for a mail provider", () => {
  it("comes apart into address, user and password", () => {
    expect(partsOf("https://parlor:s3cret@parlor.app/webhook/email/ada%40acme.example/")).toEqual({
      address: "https://parlor.app/webhook/email/ada%40acme.example/",
      user: "parlor",
      password: "s3cret",
    });
  });
});
