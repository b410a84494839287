import { useId } from "react";

type ColourFieldProps = { label: string; value: string; onChange: (value: string) => void };

export function ColourField({ label, value, onChange }: ColourFieldProps) {
  const id = useId();
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <span className="flex h-11 items-center gap-3 rounded-xl border border-line-strong bg-surface px-2.5">
        <input
          id={id}
          type="color"
          value={value}
          onChange={(event) => onChange(event.target.value)}
          className="h-7 w-10 cursor-pointer rounded border-0 bg-transparent p-0"
        />
        <span aria-hidden="true" className="font-mono text-[13px] text-ink-2">
          {value}
        </span>
      </span>
    </div>
  );
}
