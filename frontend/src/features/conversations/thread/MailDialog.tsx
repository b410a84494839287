import { ImageIcon } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Message } from "@/shared/api/types";
import { Button } from "@/shared/ui/Button";
import { Modal } from "@/shared/ui/Modal";
import { mailPageUrl } from "./api";
import { fields, words } from "./payload";

/** The mail as its sender laid it out, in a frame that can run nothing and reach nothing. */
export function MailDialog({ message, onClose }: { message: Message; onClose: () => void }) {
  const { t } = useTranslation();
  const [withImages, setWithImages] = useState(false);
  const subject = words(fields(message.payload.email)?.subject) || t("thread.mail");
  return (
    <Modal
      isOpen
      onClose={onClose}
      title={subject}
      description={message.sender.name}
      className="md:w-[min(56rem,94vw)]"
    >
      {!withImages && (
        <p className="mb-3 flex flex-wrap items-center justify-between gap-2 rounded-xl bg-sunken px-3 py-2 text-[13px] text-ink-2">
          {t("thread.imagesBlocked")}
          <Button size="sm" onClick={() => setWithImages(true)}>
            <ImageIcon aria-hidden="true" className="size-4" />
            {t("thread.showImages")}
          </Button>
        </p>
      )}
      <iframe
        title={subject}
        sandbox="allow-popups allow-popups-to-escape-sandbox"
        referrerPolicy="no-referrer"
        src={mailPageUrl(message.conversation, message.id, withImages)}
        className="h-[65dvh] w-full rounded-xl border bg-white"
      />
    </Modal>
  );
}
