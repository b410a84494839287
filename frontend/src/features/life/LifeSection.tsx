import { useMe } from "@/shared/session";
import { AddressCard } from "./AddressCard";
import { DeletionCard } from "./DeletionCard";
import { DomainsCard } from "./DomainsCard";
import { ExportsCard } from "./ExportsCard";

/** The workspace as a whole: where it lives, how one takes it along, how it ends. */
export function LifeSection() {
  const isOwner = useMe().member?.role === "owner";
  return (
    <div className="flex flex-col gap-5">
      <AddressCard isOwner={isOwner} />
      <DomainsCard />
      {isOwner && <ExportsCard />}
      {isOwner && <DeletionCard />}
    </div>
  );
}
