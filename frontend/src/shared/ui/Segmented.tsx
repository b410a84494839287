import { type ReactNode, useId } from "react";
import { cn } from "@/shared/lib/cn";

/** `short` stands in for the label on a phone; who listens hears the label everywhere. */
type Option<T extends string> = { value: T; label: string; short?: string; icon?: ReactNode };

type SegmentedProps<T extends string> = {
  label: string;
  value: T;
  options: readonly Option<T>[];
  onChange: (value: T) => void;
  isDisabled?: boolean;
  className?: string;
};

/** A few choices side by side: native radio buttons underneath, so arrow keys move between them. */
export function Segmented<T extends string>(props: SegmentedProps<T>) {
  const { label, value, options, onChange, isDisabled, className } = props;
  const name = useId();
  return (
    <fieldset
      disabled={isDisabled}
      className={cn("inline-flex flex-wrap gap-1 rounded-xl bg-sunken p-1", className)}
    >
      <legend className="sr-only">{label}</legend>
      {options.map((option) => (
        <label
          key={option.value}
          className="inline-flex min-h-8 cursor-pointer items-center justify-center gap-1.5 rounded-lg px-3 text-[13px] font-medium text-ink-2 transition-colors hover:text-ink has-checked:bg-surface has-checked:text-primary has-checked:shadow-card has-focus-visible:outline-2 has-focus-visible:outline-primary has-disabled:cursor-not-allowed pointer-coarse:min-h-10"
        >
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
            className="sr-only"
            {...(option.short ? { "aria-label": option.label } : {})}
          />
          {option.icon}
          <span className={cn(option.short && "max-sm:hidden")}>{option.label}</span>
          {option.short && <span className="sm:hidden">{option.short}</span>}
        </label>
      ))}
    </fieldset>
  );
}
