import { useQuery } from "@tanstack/react-query";
import { Bones, Failed } from "@/shared/ui/States";
import { settingsQuery } from "../api";
import { Overrides } from "../components/Overrides";
import { SettingsForm } from "../components/SettingsForm";

export function SettingsTab() {
  const { data, error, refetch } = useQuery(settingsQuery);
  if (error && !data) return <Failed error={error} onRetry={() => refetch()} />;
  if (!data) return <Bones rows={3} className="h-40 rounded-3xl" />;
  return (
    <>
      <SettingsForm settings={data} />
      <Overrides />
    </>
  );
}
