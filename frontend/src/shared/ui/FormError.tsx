import { TriangleAlert } from "lucide-react";
import { asApiError } from "@/shared/api/errors";
import { useErrorText } from "@/shared/i18n/errorText";
import { isTurningAway } from "@/shared/identity/turningAway";

/** The sentence above a form's button; silent when every complaint already stands beside its field. */
export function FormError({ error, shownFields = [] }: { error: unknown; shownFields?: readonly string[] }) {
  const errorText = useErrorText();
  // Who turned away when asked who they are knows why nothing happened.
  if (!error || isTurningAway(error)) return null;
  const { fields } = asApiError(error);
  const names = Object.keys(fields);
  if (names.length > 0 && names.every((name) => shownFields.includes(name))) return null;
  return (
    <p
      role="alert"
      className="flex items-start gap-2 rounded-xl bg-danger-soft px-3.5 py-2.5 text-sm text-danger"
    >
      <TriangleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
      {names.length > 0 ? Object.values(fields).flat().join(" ") : errorText(error)}
    </p>
  );
}
