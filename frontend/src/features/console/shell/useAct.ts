import { useDeed } from "@/shared/ui/useDeed";
import { CONSOLE } from "../api";

/** Change something of the console, then fetch all its pages again. */
export function useAct<A, R>(act: (wanted: A) => Promise<R>, said?: string, onDone?: (result: R) => void) {
  return useDeed({ deed: act, keys: [CONSOLE], said, onDone });
}

/** The same for a form, which shows beside its fields what was refused. */
export function useFormAct<A, R>(
  act: (wanted: A) => Promise<R>,
  said?: string,
  onDone?: (result: R) => void,
) {
  return useDeed({ deed: act, keys: [CONSOLE], said, onDone, isSaidThere: true });
}
