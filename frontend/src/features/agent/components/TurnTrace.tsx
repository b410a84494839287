import { useQuery } from "@tanstack/react-query";
import { Bones, Failed } from "@/shared/ui/States";
import { TraceView } from "@/shared/ui/TraceView";
import { turnQuery } from "../api";

export function TurnTrace({ turnId }: { turnId: string }) {
  const { data, error, refetch } = useQuery(turnQuery(turnId));
  if (data) return <TraceView trace={data.trace} />;
  if (error) return <Failed error={error} onRetry={() => refetch()} className="py-6" />;
  return <Bones rows={3} className="h-16" />;
}
