import { acknowledge, hear } from "./draftMerge";
import { EMPTY_HALF, type Half } from "./drafts";
import type { ServerDraft } from "./serverDrafts";

const half = (change: Partial<Half>): Half => ({ ...EMPTY_HALF, ...change });
const server = (change: Partial<ServerDraft>): ServerDraft => ({
  conversation: "c1",
  mode: "reply",
  text: "",
  attachments: [],
  reply_to: null,
  channel: null,
  written_at: "2026-11-20T10:00:00Z",
  other: null,
  rev: 1,
  ...change,
});

describe("a draft of another device", () => {
  it("appears where nothing unsaved stands", () => {
    const next = hear(half({ text: "Hel", rev: 2 }), server({ text: "Hello", rev: 3 }));

    expect(next).toMatchObject({ text: "Hello", rev: 3, isDirty: false });
  });

  it("does not take away what is being written here", () => {
    const here = half({ text: "Good morn", rev: 2, isDirty: true });

    expect(hear(here, server({ text: "Hello", rev: 3 }))).toBe(here);
  });

  it("is ignored when it is older than what is known", () => {
    const here = half({ text: "Hello", rev: 3 });

    expect(hear(here, server({ text: "Hel", rev: 2 }))).toBe(here);
  });

  it("empties the field when it was sent there, and counts anew", () => {
    const next = hear(half({ text: "Hello", rev: 3 }), server({ text: "", rev: 4 }));

    expect(next).toMatchObject({ text: "", rev: 0 });
    expect(hear(next, server({ text: "Next", rev: 1 }))).toMatchObject({ text: "Next", rev: 1 });
  });
});

describe("the server's answer to a draft", () => {
  it("settles the text that was sent", () => {
    const here = half({ text: "Hello", isDirty: true });

    expect(acknowledge(here, server({ text: "Hello", rev: 1 }), "Hello")).toMatchObject({
      rev: 1,
      isDirty: false,
    });
  });

  it("leaves what was written meanwhile to the next saving", () => {
    const here = half({ text: "Hello D", isDirty: true });

    expect(acknowledge(here, server({ text: "Hello", rev: 1 }), "Hello")).toMatchObject({
      text: "Hello D",
      rev: 1,
      isDirty: true,
    });
  });

  it("gives way to a later text of another device", () => {
    const here = half({ text: "Hello", isDirty: true });
    const newer = server({
      text: "Good day",
      rev: 4,
      other: { text: "Hello", written_at: "2026-11-20T09:00:00Z" },
    });

    expect(acknowledge(here, newer, "Hello")).toMatchObject({ text: "Good day", rev: 4, isDirty: false });
  });
});
