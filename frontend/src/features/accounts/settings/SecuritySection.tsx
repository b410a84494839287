import { useQuery } from "@tanstack/react-query";
import { securityQuery } from "@/shared/identity/api";
import { Bones, Failed } from "@/shared/ui/States";
import { PasskeysCard } from "./PasskeysCard";
import { PasswordCard } from "./PasswordCard";
import { SessionsCard } from "./SessionsCard";
import { TwoFactorCard } from "./TwoFactorCard";

/** The locks of one's own account. */
export function SecuritySection() {
  const { data, error, refetch } = useQuery(securityQuery);
  return (
    <div className="flex flex-col gap-6">
      {error && !data && <Failed error={error} onRetry={() => refetch()} />}
      {!data && !error && <Bones rows={3} className="h-32 rounded-3xl" />}
      {data && (
        <>
          <PasswordCard security={data} />
          <TwoFactorCard security={data} />
          <PasskeysCard passkeys={data.passkeys} />
        </>
      )}
      <SessionsCard />
    </div>
  );
}
