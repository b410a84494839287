import { fireEvent, screen } from "@testing-library/react";
import { show } from "@/testing/render";
import { useHotkeys } from "./useHotkeys";

function Page({ onNext, onPalette }: { onNext: () => void; onPalette: () => void }) {
  useHotkeys({ KeyJ: onNext, "Mod+KeyK": onPalette });
  return <input aria-label="field" />;
}

describe("a single-letter shortcut", () => {
  it("works by the key's place, whatever the layout types", async () => {
    const onNext = vi.fn();
    await show(<Page onNext={onNext} onPalette={() => {}} />);

    fireEvent.keyDown(document.body, { code: "KeyJ", key: "о" });

    expect(onNext).toHaveBeenCalledTimes(1);
  });

  it("rests while a field is in use, but Ctrl+K does not", async () => {
    const onNext = vi.fn();
    const onPalette = vi.fn();
    await show(<Page onNext={onNext} onPalette={onPalette} />);

    fireEvent.keyDown(screen.getByLabelText("field"), { code: "KeyJ", key: "j" });
    fireEvent.keyDown(screen.getByLabelText("field"), { code: "KeyK", key: "k", ctrlKey: true });

    expect(onNext).not.toHaveBeenCalled();
    expect(onPalette).toHaveBeenCalledTimes(1);
  });
});
