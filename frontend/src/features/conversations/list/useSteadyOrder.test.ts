import { renderHook } from "@testing-library/react";
import { useSteadyOrder } from "./useSteadyOrder";

const rows = (...ids: string[]) => ids.map((id) => ({ id }));
type Props = { ids: string[]; isHeld: boolean; scope?: string };
const start = (props: Props) =>
  renderHook(({ ids, isHeld, scope = "all" }: Props) => useSteadyOrder(rows(...ids), isHeld, scope), {
    initialProps: props,
  });
const shown = (result: { current: { shown: readonly { id: string }[] } }) =>
  result.current.shown.map((row) => row.id);

describe("a list somebody aims at", () => {
  it("does not move its rows and counts who waits", () => {
    const { result, rerender } = start({ ids: ["a", "b", "c"], isHeld: false });
    rerender({ ids: ["a", "b", "c"], isHeld: true });

    rerender({ ids: ["new", "c", "a", "b"], isHeld: true });

    expect(shown(result)).toEqual(["a", "b", "c"]);
    expect(result.current.waiting).toBe(1);
  });

  it("falls into its true order when the pointer leaves", () => {
    const { result, rerender } = start({ ids: ["a", "b"], isHeld: true });

    rerender({ ids: ["new", "b", "a"], isHeld: false });

    expect(shown(result)).toEqual(["new", "b", "a"]);
    expect(result.current.waiting).toBe(0);
  });

  it("still grows at the bottom and still lets rows go", () => {
    const { result, rerender } = start({ ids: ["a", "b"], isHeld: true });

    rerender({ ids: ["b", "c"], isHeld: true });

    expect(shown(result)).toEqual(["b", "c"]);
  });

  it("starts anew under another filter", () => {
    const { result, rerender } = start({ ids: ["a", "b"], isHeld: true });

    rerender({ ids: ["x", "a"], isHeld: true, scope: "mine" });

    expect(shown(result)).toEqual(["x", "a"]);
  });
});
