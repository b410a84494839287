import { workspaceSlug } from "./host";

describe("the address", () => {
  it("tells a workspace from the public site", () => {
    expect(workspaceSlug("lumiere.localhost", null)).toBe("lumiere");
    expect(workspaceSlug("localhost", null)).toBeNull();
    expect(workspaceSlug("lumiere.parlor.app", null)).toBe("lumiere");
    expect(workspaceSlug("parlor.app", null)).toBeNull();
    expect(workspaceSlug("www.parlor.app", null)).toBeNull();
    expect(workspaceSlug("127.0.0.1", null)).toBeNull();
    expect(workspaceSlug("lumiere.salons.example.co.uk", "salons.example.co.uk")).toBe("lumiere");
    expect(workspaceSlug("salons.example.co.uk", "salons.example.co.uk")).toBeNull();
  });
});
