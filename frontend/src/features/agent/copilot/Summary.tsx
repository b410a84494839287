import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Badge } from "@/shared/ui/Badge";
import { Modal } from "@/shared/ui/Modal";
import { Bones, Failed } from "@/shared/ui/States";
import { summarize } from "./help";

/** What the conversation is about, for whoever takes it over. */
export function Summary({ conversationId, onClose }: { conversationId: string; onClose: () => void }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery({
    queryKey: ["agent", "summary", conversationId],
    queryFn: () => summarize(conversationId),
    // A conversation goes on, so every opening asks anew.
    gcTime: 0,
  });
  return (
    <Modal isOpen onClose={onClose} title={t("assist.summaryTitle")} description={t("assist.summaryText")}>
      {error && <Failed error={error} onRetry={() => refetch()} />}
      {!data && !error && <Bones rows={3} className="h-6" />}
      {data && (
        <ul className="flex list-disc flex-col gap-2 pl-5 text-sm">
          {data.points.map((point) => (
            <li key={point}>{point}</li>
          ))}
        </ul>
      )}
      {data && (
        <p className="mt-4">
          <Badge tone="sage">{data.model === "model-free" ? t("trace.modelFree") : data.model}</Badge>
        </p>
      )}
    </Modal>
  );
}
