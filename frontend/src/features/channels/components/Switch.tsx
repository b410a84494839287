import { useId } from "react";

type SwitchProps = {
  label: string;
  text?: string;
  isOn: boolean;
  isDisabled?: boolean;
  onChange: (isOn: boolean) => void;
};

/** On or off at once: a native checkbox underneath. */
export function Switch({ label, text, isOn, isDisabled, onChange }: SwitchProps) {
  const note = useId();
  return (
    <label className="flex cursor-pointer items-start justify-between gap-4 has-disabled:cursor-not-allowed">
      <span className="min-w-0">
        <span className="block text-sm font-medium">{label}</span>
        {text && (
          <span id={note} className="mt-0.5 block max-w-prose text-[13px] text-ink-2">
            {text}
          </span>
        )}
      </span>
      <span className="relative mt-0.5 inline-flex h-6 w-11 shrink-0">
        <input
          type="checkbox"
          role="switch"
          checked={isOn}
          aria-checked={isOn}
          disabled={isDisabled}
          aria-label={label}
          aria-describedby={text ? note : undefined}
          onChange={(event) => onChange(event.target.checked)}
          className="peer absolute inset-0 size-full cursor-pointer appearance-none rounded-full bg-line-strong transition-colors checked:bg-primary disabled:opacity-60"
        />
        <span
          aria-hidden="true"
          className="pointer-events-none absolute top-0.5 left-0.5 size-5 rounded-full bg-surface shadow-card transition-transform peer-checked:translate-x-5"
        />
      </span>
    </label>
  );
}
