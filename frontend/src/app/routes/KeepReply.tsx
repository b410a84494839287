import { useQueryClient } from "@tanstack/react-query";
import { CANNED } from "@/features/conversations/composer/api";
import { stopKeeping } from "@/features/conversations/thread/keeping";
import { ReplyForm } from "@/features/replies/components/ReplyForm";
import { usePlaces } from "./settings/places";

/** A message of the thread that is to be a ready answer from now on. */
export function KeepReply({ text }: { text: string }) {
  const client = useQueryClient();
  const close = () => {
    stopKeeping();
    void client.invalidateQueries({ queryKey: CANNED });
  };
  return <ReplyForm reply={null} text={text} places={usePlaces()} onClose={close} />;
}
