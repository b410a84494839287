import { notAnAddress, opened, wiredEnvelope } from "./envelope";

const USUAL = { subject: "Thursday", cc: ["eva@example.com", "ira@example.com"] };

describe("the envelope of a mail", () => {
  it("tells the server nothing when nothing was changed", () => {
    expect(wiredEnvelope(opened(USUAL), USUAL)).toBeUndefined();
  });

  it("tells what differs, and that nobody gets a copy any more", () => {
    const typed = { subject: " Friday ", cc: "", bcc: "boss@example.com; ira@example.com" };

    expect(wiredEnvelope(typed, USUAL)).toEqual({
      subject: "Friday",
      cc: [],
      bcc: ["boss@example.com", "ira@example.com"],
    });
  });

  it("names what is no address", () => {
    expect(notAnAddress("eva@example.com, ira@")).toBe("ira@");
    expect(notAnAddress("eva@example.com,")).toBeNull();
  });
});
