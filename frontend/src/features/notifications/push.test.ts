import { bytesOf, deviceName } from "./push";

describe("deviceName", () => {
  it("names the browser and the system", () => {
    expect(
      deviceName(
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0 Safari/537.36 Edg/156.0",
      ),
    ).toBe("Edge · Windows");
    expect(
      deviceName("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Mobile Safari/604.1"),
    ).toBe("Safari · iPhone");
  });

  it("says nothing about a stranger", () => {
    expect(deviceName("curl/8")).toBe("");
  });
});

describe("bytesOf", () => {
  it("reads base64url without padding", () => {
    expect([...bytesOf("-_8A")]).toEqual([251, 255, 0]);
    expect([...bytesOf("AQ")]).toEqual([1]);
  });
});
