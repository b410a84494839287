import { useTranslation } from "react-i18next";
import { channelName } from "@/shared/ui/ChannelIcon";
import type en from "./en";
import { useErrorText } from "./errorText";

type KnownFailure = keyof typeof en.failures;

/** Why a message did not go out by a channel, in the reader's language; else as an error is worded. */
export function useFailureText(): (failure: { code: string; message: string }, kind: string) => string {
  const { t, i18n } = useTranslation();
  const errorText = useErrorText();
  return (failure, kind) =>
    i18n.exists(`failures.${failure.code}`)
      ? t(`failures.${failure.code as KnownFailure}`, { brand: channelName(kind) })
      : errorText(failure);
}
