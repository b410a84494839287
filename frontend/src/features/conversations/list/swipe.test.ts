import { deedAhead, deedAt } from "./swipe";

describe("a swipe", () => {
  it("does nothing while the finger has gone a little way", () => {
    expect([deedAt(40, false), deedAt(-40, false)]).toEqual([null, null]);
    expect([deedAhead(40, false), deedAhead(-40, false)]).toEqual(["resolve", "assign"]);
  });

  it("to the right resolves, and reopens what is resolved", () => {
    expect([deedAt(80, false), deedAt(300, true)]).toEqual(["resolve", "reopen"]);
  });

  it("to the left takes a conversation, further to the left puts it aside", () => {
    expect([deedAt(-80, false), deedAt(-200, false)]).toEqual(["assign", "snooze"]);
  });
});
