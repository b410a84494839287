import type { FilterField } from "./api";
import type { Leaf, Tree } from "./filters";

/** A filter while it is edited: one list of conditions and groups, joined by "all" or "any". */
export type Group = { join: "all" | "any"; parts: Part[] };
export type Part = { key: number; leaf: Leaf } | { key: number; group: Group };

let lastKey = 0;
export function nextKey(): number {
  lastKey += 1;
  return lastKey;
}

export function groupOf(tree: Tree | null | undefined): Group {
  if (!tree) return { join: "all", parts: [] };
  if ("all" in tree) return { join: "all", parts: tree.all.map(partOf) };
  if ("any" in tree) return { join: "any", parts: tree.any.map(partOf) };
  return { join: "all", parts: [partOf(tree)] };
}

function partOf(tree: Tree): Part {
  return "field" in tree ? { key: nextKey(), leaf: tree } : { key: nextKey(), group: groupOf(tree) };
}

export const WITHOUT_VALUE = new Set(["present", "absent"]);
export const WITH_SEVERAL = new Set(["in", "not_in", "all"]);

export function isComplete({ op, value }: Leaf): boolean {
  if (WITHOUT_VALUE.has(op)) return true;
  if (Array.isArray(value)) return value.length > 0;
  return value !== undefined && value !== "" && !Number.isNaN(value);
}

/** The tree that is sent: conditions without a value and empty groups are left out; null when nothing is asked. */
export function treeOf(group: Group): Tree | null {
  const parts = group.parts.flatMap((part): Tree[] => {
    if ("group" in part) {
      const inner = treeOf(part.group);
      return inner ? [inner] : [];
    }
    if (!isComplete(part.leaf)) return [];
    const { field, op, value } = part.leaf;
    return [WITHOUT_VALUE.has(op) ? { field, op } : { field, op, value }];
  });
  if (parts.length === 0) return null;
  return group.join === "all" ? { all: parts } : { any: parts };
}

/** The value a condition begins with, so that what is picked by default is asked for too. */
function firstValue(field: Pick<FilterField, "type">, op: string): unknown {
  if (WITHOUT_VALUE.has(op)) return undefined;
  if (field.type === "flag") return true;
  if (WITH_SEVERAL.has(op)) return [];
  return op.endsWith("_days") ? 7 : "";
}

export function newLeaf(field: Pick<FilterField, "name" | "type" | "operators">): Leaf {
  const op = field.operators.includes("in") ? "in" : (field.operators[0] ?? "eq");
  return { field: field.name, op, value: firstValue(field, op) };
}

/** Keep what was chosen when only the operator changes, as far as the new one can hold it. */
export function withOperator(leaf: Leaf, op: string, field: Pick<FilterField, "type">): Leaf {
  const wasList = Array.isArray(leaf.value);
  const isSame = WITH_SEVERAL.has(op) === wasList && !WITHOUT_VALUE.has(op) && !WITHOUT_VALUE.has(leaf.op);
  const isDays = op.endsWith("_days") === leaf.op.endsWith("_days");
  if (isSame && isDays) return { ...leaf, op };
  if (WITH_SEVERAL.has(op) && typeof leaf.value === "string" && leaf.value) {
    return { ...leaf, op, value: [leaf.value] };
  }
  if (wasList && !WITH_SEVERAL.has(op) && !WITHOUT_VALUE.has(op)) {
    return { ...leaf, op, value: (leaf.value as unknown[])[0] ?? "" };
  }
  return { field: leaf.field, op, value: firstValue(field, op) };
}
