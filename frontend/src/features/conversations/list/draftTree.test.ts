import { groupOf, newLeaf, nextKey, treeOf, withOperator } from "./draftTree";
import type { Tree } from "./filters";
import { filterOfSearch } from "./SaveViewDialog";

const LABEL = { name: "label", type: "labels", operators: ["eq", "in", "absent"] };

describe("a filter in the editor", () => {
  it("comes out as it went in", () => {
    const tree: Tree = {
      all: [
        { field: "status", op: "in", value: ["open"] },
        {
          any: [
            { field: "team", op: "absent" },
            { field: "unread", op: "eq", value: false },
          ],
        },
      ],
    };

    expect(treeOf(groupOf(tree))).toEqual(tree);
  });

  it("leaves out what was not filled in, and empty groups with it", () => {
    const empty = { join: "any", parts: [{ key: nextKey(), leaf: newLeaf(LABEL) }] } as const;
    const group = groupOf({ all: [{ field: "contact.name", op: "contains", value: "" }] });

    expect(
      treeOf({
        ...group,
        parts: [...group.parts, { key: nextKey(), group: { ...empty, parts: [...empty.parts] } }],
      }),
    ).toBe(null);
  });

  it("keeps what was chosen when the comparison changes", () => {
    const several = { field: "label", op: "in", value: ["a", "b"] };

    expect(withOperator(several, "not_in", LABEL).value).toEqual(["a", "b"]);
    expect(withOperator(several, "eq", LABEL).value).toBe("a");
    expect(withOperator({ field: "label", op: "eq", value: "a" }, "in", LABEL).value).toEqual(["a"]);
    expect(withOperator(several, "absent", LABEL).value).toBeUndefined();
  });
});

describe("saving what the list shows", () => {
  it("puts tab, status and channel into the view's own filter", () => {
    expect(filterOfSearch({ tab: "mine", channel: "w1" })).toEqual({
      all: [
        { field: "active", op: "eq", value: true },
        { field: "assignee", op: "eq", value: "me" },
        { field: "channel", op: "eq", value: "w1" },
      ],
    });
  });

  it("narrows a view further down", () => {
    const own: Tree = { field: "priority", op: "eq", value: "urgent" };

    expect(filterOfSearch({ view: "v1" }, own)).toEqual(own);
    expect(filterOfSearch({ view: "v1", status: "open" }, own)).toEqual({
      all: [own, { field: "status", op: "eq", value: "open" }],
    });
  });
});
