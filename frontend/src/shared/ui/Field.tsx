import { ChevronDown } from "lucide-react";
import { type ComponentProps, type ReactNode, useId } from "react";
import { cn } from "@/shared/lib/cn";

const box =
  "w-full rounded-xl border border-line-strong bg-surface px-3.5 [&::-webkit-search-cancel-button]:hidden text-ink transition-[border-color,box-shadow] outline-none hover:border-ink-3 focus-visible:border-primary focus-visible:ring-4 focus-visible:ring-primary/15 disabled:opacity-60 aria-invalid:border-danger";

type Shell = { label: string; hint?: ReactNode; errors?: string[]; isLabelHidden?: boolean };
type Wiring = { id: string; "aria-describedby"?: string; "aria-invalid"?: true };

function FieldShell({
  label,
  hint,
  errors,
  isLabelHidden,
  children,
}: Shell & { children: (wiring: Wiring) => ReactNode }) {
  const id = useId();
  const isInvalid = Boolean(errors?.length);
  const wiring: Wiring = { id };
  if (isInvalid || hint) wiring["aria-describedby"] = `${id}-note`;
  if (isInvalid) wiring["aria-invalid"] = true;
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className={cn("text-sm font-medium text-ink", isLabelHidden && "sr-only")}>
        {label}
      </label>
      {children(wiring)}
      {(isInvalid || hint) && (
        <div id={`${id}-note`} className={cn("text-[13px]", isInvalid ? "text-danger" : "text-ink-3")}>
          {isInvalid ? errors?.join(" ") : hint}
        </div>
      )}
    </div>
  );
}

export function TextField({
  label,
  hint,
  errors,
  isLabelHidden,
  className,
  prefix,
  suffix,
  ...rest
}: Shell & Omit<ComponentProps<"input">, "prefix"> & { prefix?: ReactNode; suffix?: ReactNode }) {
  return (
    <FieldShell label={label} hint={hint} errors={errors} isLabelHidden={isLabelHidden}>
      {(wiring) => (
        <div className="relative flex items-center">
          {prefix && <span className="pointer-events-none absolute left-3.5 text-ink-3">{prefix}</span>}
          <input className={cn(box, "h-11", prefix && "pl-10", className)} {...rest} {...wiring} />
          {suffix && <span className="absolute right-3.5 text-sm text-ink-3">{suffix}</span>}
        </div>
      )}
    </FieldShell>
  );
}

export function TextArea({
  label,
  hint,
  errors,
  isLabelHidden,
  className,
  ...rest
}: Shell & ComponentProps<"textarea">) {
  return (
    <FieldShell label={label} hint={hint} errors={errors} isLabelHidden={isLabelHidden}>
      {(wiring) => (
        <textarea
          className={cn(box, "field-sizing-content min-h-24 py-2.5", className)}
          {...rest}
          {...wiring}
        />
      )}
    </FieldShell>
  );
}

export function SelectField({
  label,
  hint,
  errors,
  isLabelHidden,
  className,
  children,
  ...rest
}: Shell & ComponentProps<"select">) {
  return (
    <FieldShell label={label} hint={hint} errors={errors} isLabelHidden={isLabelHidden}>
      {(wiring) => (
        <div className="relative">
          <select className={cn(box, "h-11 appearance-none truncate pr-10", className)} {...rest} {...wiring}>
            {children}
          </select>
          <ChevronDown
            aria-hidden="true"
            className="pointer-events-none absolute top-1/2 right-3.5 size-4 -translate-y-1/2 text-ink-3"
          />
        </div>
      )}
    </FieldShell>
  );
}
