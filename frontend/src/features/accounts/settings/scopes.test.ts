import { rightsOf, scopesOf } from "./scopes";

describe("the scopes of a key", () => {
  it("go to the server and come back as they were chosen", () => {
    const scopes = scopesOf({
      conversations: "write",
      contacts: "read",
      knowledge: "none",
      agent: "none",
      settings: "none",
    });

    expect(scopes).toEqual(["conversations:write", "contacts:read"]);
    expect(rightsOf(scopes)).toEqual([
      ["conversations", "write"],
      ["contacts", "read"],
    ]);
  });

  it("count writing as more than reading", () => {
    expect(rightsOf(["agent:read", "agent:write"])).toEqual([["agent", "write"]]);
  });
});
