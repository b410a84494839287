import { useQuery } from "@tanstack/react-query";
import { replyNamesQuery } from "@/features/replies/api";
import { MacrosSection } from "@/features/replies/components/MacrosSection";
import { usePlaces } from "./places";

export default function MacrosPage() {
  const { data: replies } = useQuery(replyNamesQuery);
  return <MacrosSection places={{ ...usePlaces(), replies: replies ?? [] }} />;
}
