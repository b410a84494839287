import { useState } from "react";
import { asApiError } from "@/shared/api/errors";

/**
 * The values of a form and the server's word on each field.
 * Rules live on the server; the browser's own `required`, `type` and `minLength` catch the rest.
 */
export function useForm<T extends Record<string, unknown>>(initial: T) {
  const [values, setValues] = useState(initial);
  const [error, setError] = useState<unknown>(null);
  const set = <K extends keyof T>(name: K, value: T[K]) => setValues((old) => ({ ...old, [name]: value }));
  const fieldErrors = error ? asApiError(error).fields : {};
  return { values, setValues, set, error, setError, fieldErrors, fields: Object.keys(initial) };
}
