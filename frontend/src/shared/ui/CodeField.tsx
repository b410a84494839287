import type { ComponentProps } from "react";
import { TextField } from "./Field";

type CodeFieldProps = Omit<ComponentProps<typeof TextField>, "className" | "value" | "onChange"> & {
  value: string;
  onChange: (code: string) => void;
  isLarge?: boolean;
};

/** A code from a letter or an app: the browser offers what has just come, phones a keyboard of digits. */
export function CodeField({ onChange, isLarge = false, ...rest }: CodeFieldProps) {
  return (
    <TextField
      autoComplete="one-time-code"
      inputMode="numeric"
      required
      onChange={(event) => onChange(event.target.value)}
      className={isLarge ? "text-center text-lg tracking-[0.3em]" : undefined}
      {...rest}
    />
  );
}
