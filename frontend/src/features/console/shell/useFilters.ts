import { useNavigate, useSearch } from "@tanstack/react-router";
import type { ConsoleSearch } from "../search";

/** The filters of the page as its address holds them, so that a list can be sent to a colleague and Back works. */
export function useFilters() {
  const filters: ConsoleSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const set = (changes: ConsoleSearch) =>
    navigate({ to: ".", search: { ...filters, ...changes }, replace: true });
  return { filters, set };
}
