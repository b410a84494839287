import { Check } from "lucide-react";
import { cn } from "@/shared/lib/cn";

export type Choice = { id: string; name: string; colour?: string };

type ChoicesProps = {
  label: string;
  hint?: string;
  errors?: string[];
  options: readonly Choice[];
  chosen: readonly string[];
  onChange: (ids: string[]) => void;
  empty?: string;
  isLabelHidden?: boolean;
};

/** Any number of a few things, as chips that are pressed in: real checkboxes underneath. */
export function Choices({
  label,
  hint,
  errors,
  options,
  chosen,
  onChange,
  empty,
  isLabelHidden,
}: ChoicesProps) {
  const toggle = (id: string) =>
    onChange(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]);
  return (
    <fieldset className="flex min-w-0 flex-col gap-1.5">
      <legend className={cn("mb-1.5 text-sm font-medium", isLabelHidden && "sr-only")}>{label}</legend>
      <div className="flex flex-wrap gap-1.5">
        {options.map(({ id, name, colour }) => (
          <label
            key={id}
            className="inline-flex min-h-8 max-w-full cursor-pointer items-center gap-1.5 rounded-full border border-line-strong px-3 text-[13px] font-medium text-ink-2 transition-colors hover:bg-sunken has-checked:border-primary has-checked:bg-primary-soft has-checked:text-primary has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-primary has-disabled:cursor-not-allowed has-disabled:opacity-60 pointer-coarse:min-h-11"
          >
            <input
              type="checkbox"
              checked={chosen.includes(id)}
              onChange={() => toggle(id)}
              className="peer sr-only"
            />
            {colour && (
              <span
                aria-hidden="true"
                className="size-2.5 shrink-0 rounded-full"
                style={{ background: colour }}
              />
            )}
            <span className="truncate">{name}</span>
            <Check aria-hidden="true" className="hidden size-3.5 shrink-0 peer-checked:block" />
          </label>
        ))}
        {options.length === 0 && empty && <p className="text-[13px] text-ink-3">{empty}</p>}
      </div>
      {(errors?.length || hint) && (
        <p className={cn("text-[13px]", errors?.length ? "text-danger" : "text-ink-3")}>
          {errors?.length ? errors.join(" ") : hint}
        </p>
      )}
    </fieldset>
  );
}
