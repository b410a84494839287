import { type KeyboardEvent, useEffect, useState } from "react";
import { cn } from "@/shared/lib/cn";

type EditableProps = {
  label: string;
  value: string;
  placeholder: string;
  onSave: (value: string) => void;
  isLong?: boolean;
  isDisabled?: boolean;
  className?: string;
};

/** Text that is edited where it stands: saved on leaving or Enter, restored by Escape. */
export function EditableText({
  label,
  value,
  placeholder,
  onSave,
  isLong,
  isDisabled,
  className,
}: EditableProps) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const save = () => {
    if (text.trim() !== value) onSave(text.trim());
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement | HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter" && !isLong) event.currentTarget.blur();
    if (event.key === "Escape") {
      event.stopPropagation();
      setText(value);
    }
  };
  const shared = {
    "aria-label": label,
    value: text,
    placeholder,
    disabled: isDisabled,
    onBlur: save,
    onKeyDown,
    className: cn(
      "w-full rounded-lg border border-transparent bg-transparent px-2 py-1.5 outline-none transition-colors not-disabled:hover:border-line-strong focus-visible:border-primary focus-visible:bg-surface",
      className,
    ),
  };
  if (isLong) {
    return <textarea {...shared} rows={3} onChange={(event) => setText(event.target.value)} />;
  }
  return <input {...shared} onChange={(event) => setText(event.target.value)} />;
}
