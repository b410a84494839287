import { useParams } from "@tanstack/react-router";
import { RatePage } from "@/features/csat/RatePage";

export function RateRoute() {
  const { token } = useParams({ from: "/rate/$token" });
  return <RatePage token={token} />;
}
