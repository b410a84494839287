import { ApiError } from "@/shared/api/errors";

/** Whether the person closed the browser's dialog for passkeys: that is an answer, not an error. */
export function isChangeOfMind(error: unknown): boolean {
  return error instanceof DOMException && ["NotAllowedError", "AbortError"].includes(error.name);
}

/** Whether the person turned away when asked who they are: nothing to complain about. */
export function isTurningAway(error: unknown): boolean {
  return isChangeOfMind(error) || (error instanceof ApiError && error.code === "confirmation_needed");
}
