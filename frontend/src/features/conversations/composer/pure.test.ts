import { laterChoices } from "./later";
import { type Capabilities, lengthIn, loadOf } from "./limits";
import { replaceAt, triggerAt } from "./triggers";

const instagram = {
  max_text: 1000,
  max_caption: 0,
  text_unit: "bytes",
  max_attachments: 1,
} as Capabilities;

describe("the length of a text", () => {
  it("is counted as the channel counts", () => {
    expect(["characters", "utf16", "bytes"].map((unit) => lengthIn("Їжа👍", unit))).toEqual([4, 5, 10]);
  });

  it("says into how many messages it will be cut", () => {
    expect(loadOf("a".repeat(2500), 0, instagram)).toEqual({ length: 2500, max: 1000, messages: 3 });
    expect(loadOf("Look", 3, instagram).messages).toBe(4);
    expect(loadOf("Look", 3, { ...instagram, max_caption: 1024 }).messages).toBe(3);
  });
});

describe("a sign before the caret", () => {
  it("asks for a canned reply", () => {
    expect(triggerAt("/ці", 3, false)).toEqual({ sign: "/", query: "ці", from: 0 });
    expect(triggerAt("Вітаю! /", 8, false)).toEqual({ sign: "/", query: "", from: 7 });
  });

  it("is left alone inside words and addresses", () => {
    expect(triggerAt("and/or", 6, false)).toBeNull();
    expect(triggerAt("https://a", 9, false)).toBeNull();
  });

  it("calls colleagues in notes only", () => {
    expect(triggerAt("ask @Ол", 7, true)).toEqual({ sign: "@", query: "Ол", from: 4 });
    expect(triggerAt("ask @Ол", 7, false)).toBeNull();
  });

  it("is replaced by what was chosen", () => {
    expect(replaceAt("Hi /pr!", 3, 6, "120 UAH")).toEqual({ text: "Hi 120 UAH!", caret: 10 });
  });
});

describe("times to send later", () => {
  it("leave out the evening when it has come, and Monday when that is tomorrow", () => {
    const names = (now: string) => laterChoices(new Date(now)).map((choice) => choice.name);

    expect(names("2026-11-20T10:00:00")).toEqual(["inHour", "evening", "tomorrow", "monday"]);
    expect(names("2026-11-22T19:00:00")).toEqual(["inHour", "tomorrow"]);
  });
});
