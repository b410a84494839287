import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Message } from "@/shared/api/types";
import { useLanguage } from "@/shared/i18n";
import { useFailureText } from "@/shared/i18n/failureText";
import { fullWhen } from "@/shared/lib/dates";
import { Modal } from "@/shared/ui/Modal";
import { attemptsQuery } from "./api";
import { MessageStatus } from "./MessageStatus";
import { texts } from "./payload";

function Line({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex justify-between gap-6 border-b py-2 last:border-0">
      <dt className="text-ink-2">{name}</dt>
      <dd className="text-right font-medium">{children}</dd>
    </div>
  );
}

/** What happened to one message: who, when, where, each try to deliver it, and what it said before it was edited. */
export function DetailsDialog({
  message,
  channel,
  onClose,
}: {
  message: Message;
  channel: string;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const language = useLanguage();
  const failureText = useFailureText();
  const { kind } = message.channel;
  const isOurs = message.direction === "out" && !message.private;
  const { data: attempts } = useQuery({
    ...attemptsQuery(message.conversation, message.id),
    enabled: isOurs,
  });
  const versions = texts(message.payload.versions);
  return (
    <Modal isOpen onClose={onClose} title={t("thread.details")}>
      <dl className="text-sm">
        <Line name={t("thread.by")}>{message.sender.name || t(`thread.sender.${message.sender.kind}`)}</Line>
        <Line name={t("thread.channel")}>{channel}</Line>
        <Line name={t("thread.writtenAt")}>{fullWhen(message.created_at, language)}</Line>
        {message.provider_at !== message.created_at && (
          <Line name={t("thread.sentAt")}>{fullWhen(message.provider_at, language)}</Line>
        )}
        {isOurs && (
          <Line name={t("thread.status")}>
            <span className="inline-flex items-center gap-1.5">
              {t(`delivery.${message.status}`)} <MessageStatus status={message.status} />
            </span>
          </Line>
        )}
        {message.error && <Line name={t("thread.reason")}>{failureText(message.error, kind)}</Line>}
      </dl>
      {attempts && attempts.length > 0 && (
        <>
          <h3 className="mt-4 mb-1 text-sm font-semibold">{t("thread.attempts")}</h3>
          <ol className="flex flex-col gap-1.5 text-[13px]">
            {attempts.map((attempt) => (
              <li key={attempt.number} className="rounded-xl bg-sunken px-3 py-2">
                <span className="font-medium">
                  {attempt.number}. {fullWhen(attempt.started_at, language)}
                </span>{" "}
                <span className="text-ink-2">
                  {attempt.outcome
                    ? t(`thread.outcome.${attempt.outcome as "sent" | "failed" | "later"}`, {
                        defaultValue: attempt.outcome,
                      })
                    : t("thread.outcome.open")}
                </span>
                {attempt.reason && (
                  <span className="block text-ink-2">
                    {failureText({ code: attempt.code, message: attempt.reason }, kind)}
                  </span>
                )}
              </li>
            ))}
          </ol>
        </>
      )}
      {versions.length > 0 && (
        <>
          <h3 className="mt-4 mb-1 text-sm font-semibold">{t("thread.versions")}</h3>
          <ol className="flex flex-col gap-1.5 text-[13px]">
            {versions.map((version, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: earlier versions only ever grow at the end
              <li key={index} className="rounded-xl bg-sunken px-3 py-2 break-words whitespace-pre-wrap">
                {version}
              </li>
            ))}
          </ol>
        </>
      )}
    </Modal>
  );
}
