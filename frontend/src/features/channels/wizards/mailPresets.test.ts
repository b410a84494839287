import { domainOf, presetOf } from "./mailPresets";

describe("mail presets", () => {
  it("knows the servers by the domain of the address", () => {
    expect(presetOf(" Ada@UKR.net ")?.servers).toEqual({
      imap_host: "imap.ukr.net",
      imap_port: "993",
      imap_security: "ssl",
      smtp_host: "smtp.ukr.net",
      smtp_port: "465",
      smtp_security: "ssl",
    });
    expect(presetOf("ada@gmail.com")?.advice).toBe("google");
    expect(presetOf("ada@hotmail.com")?.name).toBe("Outlook");
  });

  it("knows nothing of a business's own domain or of half an address", () => {
    expect(presetOf("hello@lumiere.example")).toBeNull();
    expect(presetOf("ada")).toBeNull();
    expect(domainOf("ada@")).toBe("");
  });
});
