import { act, renderHook, waitFor } from "@testing-library/react";
import { useUploads } from "./useUploads";

function fileOf(name: string, size = 10): File {
  const file = new File(["x"], name);
  Object.defineProperty(file, "size", { value: size });
  return file;
}

describe("files on their way", () => {
  it("go three at a time", async () => {
    const open: (() => void)[] = [];
    const { result } = renderHook(() =>
      useUploads(() => new Promise<void>((resolve) => void open.push(resolve))),
    );

    act(() => result.current.add(["a", "b", "c", "d"].map((name) => fileOf(name))));

    expect(open).toHaveLength(3);
    await act(async () => open[0]?.());
    await waitFor(() => expect(open).toHaveLength(4));
    expect(result.current.uploads.map((one) => one.name)).toEqual(["b", "c", "d"]);
  });

  it("are not sent when they are too large", () => {
    const send = vi.fn();
    const { result } = renderHook(() => useUploads(send));

    act(() => result.current.add([fileOf("film.pdf", 500_000_000)]));

    expect(send).not.toHaveBeenCalled();
    expect(result.current.uploads[0]?.error).toBe(
      "This file is larger than 25 MB. Split it into smaller ones.",
    );
  });

  it("go on when one of them is refused", async () => {
    const { result } = renderHook(() =>
      useUploads(async (file) => {
        if (file.name === "bad") throw { code: "quota_reached", message: "Full" };
      }),
    );

    await act(async () => result.current.add([fileOf("bad"), fileOf("good")]));

    expect(result.current.uploads.map((one) => [one.name, one.error])).toEqual([
      ["bad", "There is no room for more. Delete what is out of date, then upload."],
    ]);
  });
});
