import { type BulkJob, withJob } from "./jobs";
import { extended, type Selection, toggled } from "./selection";

const ORDER = ["a", "b", "c", "d"];
const NOTHING: Selection = { ids: new Set(), anchor: null, isAll: false };

describe("ticking rows", () => {
  it("puts a row in and takes it out again", () => {
    const one = toggled(NOTHING, "b");

    expect([...one.ids]).toEqual(["b"]);
    expect([...toggled(one, "b").ids]).toEqual([]);
  });

  it("reaches from the last ticked row to this one, in either direction", () => {
    expect([...extended(toggled(NOTHING, "b"), "d", ORDER).ids]).toEqual(["b", "c", "d"]);
    expect([...extended(toggled(NOTHING, "c"), "a", ORDER).ids].sort()).toEqual(["a", "b", "c"]);
  });

  it("ticks one row when the last one is not on the screen any more", () => {
    expect([...extended(toggled(NOTHING, "gone"), "c", ORDER).ids]).toEqual(["gone", "c"]);
  });

  it("is no longer everything once a single row is touched", () => {
    expect(toggled({ ...NOTHING, isAll: true }, "a").isAll).toBe(false);
  });
});

describe("a bulk job", () => {
  const job: BulkJob = {
    id: "j1",
    action: "status",
    value: "resolved",
    state: "running",
    total: 100,
    changed: 50,
    skipped: 0,
    undone: 0,
    undo_until: null,
  };

  it("only goes forward, whichever of answer and frame comes first", () => {
    const later = { ...job, changed: 90 };
    const done: BulkJob = { ...job, state: "done", changed: 100 };

    expect(withJob([later], job)).toEqual([later]);
    expect(withJob([later], done)).toEqual([done]);
    expect(withJob([done], later)).toEqual([done]);
  });
});
