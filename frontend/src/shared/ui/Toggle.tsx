import { type ReactNode, useId } from "react";
import { cn } from "@/shared/lib/cn";

type ToggleProps = {
  label: string;
  hint?: ReactNode;
  isOn: boolean;
  onChange: (isOn: boolean) => void;
  isDisabled?: boolean;
  className?: string;
};

/** A line that is on or off; a checkbox underneath, so that it works and reads as one. */
export function Toggle({ label, hint, isOn, onChange, isDisabled, className }: ToggleProps) {
  const id = useId();
  return (
    <div className={cn("flex items-start justify-between gap-4", className)}>
      <div className="min-w-0">
        <label htmlFor={id} className="text-sm font-medium">
          {label}
        </label>
        {hint && (
          <p id={`${id}-hint`} className="text-[13px] text-pretty text-ink-3">
            {hint}
          </p>
        )}
      </div>
      <Switch id={id} describedBy={hint ? `${id}-hint` : undefined} {...{ isOn, onChange, isDisabled }} />
    </div>
  );
}

type SwitchProps = {
  id?: string;
  label?: string;
  describedBy?: string;
  isOn: boolean;
  onChange: (isOn: boolean) => void;
  isDisabled?: boolean;
};

export function Switch({ id, label, describedBy, isOn, onChange, isDisabled }: SwitchProps) {
  return (
    <span className="relative inline-flex h-6 w-10 shrink-0 items-center pointer-coarse:h-8">
      <input
        id={id}
        type="checkbox"
        aria-label={label}
        aria-describedby={describedBy}
        checked={isOn}
        disabled={isDisabled}
        onChange={(event) => onChange(event.target.checked)}
        className="peer absolute inset-0 z-10 size-full cursor-pointer opacity-0 disabled:cursor-not-allowed"
      />
      <span
        aria-hidden="true"
        className="h-6 w-10 rounded-full bg-line-strong transition-colors peer-checked:bg-primary peer-focus-visible:outline-2 peer-focus-visible:outline-offset-2 peer-focus-visible:outline-primary peer-disabled:opacity-50"
      />
      <span
        aria-hidden="true"
        className="absolute left-0.5 size-5 rounded-full bg-surface shadow-card transition-transform peer-checked:translate-x-4"
      />
    </span>
  );
}
