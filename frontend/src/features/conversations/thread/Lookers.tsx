import { useTranslation } from "react-i18next";
import { Avatar } from "@/shared/ui/Avatar";
import { Tip } from "@/shared/ui/Tip";
import { usePresence } from "./typing";
import { useViewers } from "./viewers";

const MOST = 3;

/** Colleagues who have this conversation open; a ring around the one who is writing. */
export function Lookers({ conversation }: { conversation: string }) {
  const { t } = useTranslation();
  const looking = useViewers(conversation);
  const { people } = usePresence(conversation);
  if (looking.length === 0) return null;
  const names = looking.map((one) => one.name).join(", ");
  const label = t("thread.alsoHere", { count: looking.length, names });
  return (
    <Tip text={label}>
      <span role="img" aria-label={label} className="flex shrink-0 -space-x-2 max-sm:hidden">
        {looking.slice(0, MOST).map((one) => (
          <Avatar
            key={one.id}
            id={one.id}
            name={one.name}
            size="sm"
            className={`ring-2 ${people.some((writer) => writer.id === one.id) ? "ring-coral" : "ring-surface"}`}
          />
        ))}
        {looking.length > MOST && (
          <span className="grid size-7 place-items-center rounded-full bg-sunken text-[11px] font-semibold ring-2 ring-surface">
            +{looking.length - MOST}
          </span>
        )}
      </span>
    </Tip>
  );
}
