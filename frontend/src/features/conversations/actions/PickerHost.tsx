import { lazy, Suspense } from "react";
import { useStore } from "@/shared/lib/store";
import { picker } from "./picker";

const Pickers = lazy(async () => ({ default: (await import("./Pickers")).Pickers }));

/** Where the pickers appear; their code comes with the first one that is opened. */
export function PickerHost() {
  const open = useStore(picker, (held) => held);
  return <Suspense fallback={null}>{open && <Pickers key={open.name} picker={open} />}</Suspense>;
}
