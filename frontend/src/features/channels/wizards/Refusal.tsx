import { TriangleAlert } from "lucide-react";
import { cn } from "@/shared/lib/cn";
import { useRefusal } from "../useRefusal";

/** Why connecting failed, when no field is to blame or the field is not on the form. */
export function Refusal({
  error,
  shownFields = [],
  className,
}: {
  error: unknown;
  shownFields?: readonly string[];
  className?: string;
}) {
  const { sentence, fields } = useRefusal(error);
  if (!error) return null;
  const blamed = Object.keys(fields);
  if (blamed.length > 0 && blamed.every((name) => shownFields.includes(name))) return null;
  return (
    <p
      role="alert"
      className={cn(
        "flex items-start gap-2 rounded-xl bg-danger-soft px-3.5 py-2.5 text-sm text-danger",
        className,
      )}
    >
      <TriangleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
      {sentence}
    </p>
  );
}
