import { uuid } from "./ids";
import { pause } from "./socket";
import { Memory } from "./storage";
import { spoken, words } from "./words";

afterEach(() => localStorage.clear());

test("it makes UUIDs without crypto.randomUUID, as on plain http", () => {
  vi.stubGlobal("crypto", { getRandomValues: (bytes: Uint8Array) => bytes.fill(255) });

  expect(uuid()).toBe("ffffffff-ffff-4fff-bfff-ffffffffffff");
  vi.unstubAllGlobals();
});

test("pauses grow to a ceiling", () => {
  expect(pause(0, () => 1)).toBe(1300);
  expect(pause(30, () => 1)).toBe(15300);
  expect(pause(3, () => 0)).toBe(300);
});

test("it remembers per website, and without storage until the reload", () => {
  new Memory("wc_1").set("token", "t");
  expect(new Memory("wc_1").get("token")).toBe("t");
  expect(new Memory("wc_2").get("token")).toBe("");

  vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => {
    throw new Error("denied");
  });
  vi.spyOn(Storage.prototype, "getItem").mockImplementation(() => {
    throw new Error("denied");
  });
  const memory = new Memory("wc_1");
  memory.set("token", "kept");
  expect(memory.get("token")).toBe("kept");
});

test("it speaks what is asked for first", () => {
  expect(spoken(undefined, "uk-UA", "en")).toBe("uk");
  expect(spoken("de", "en-GB")).toBe("en");
  expect(spoken("de")).toBe("en");
});

test("both languages have every word", () => {
  expect(Object.keys(words("uk"))).toEqual(Object.keys(words("en")));
});
