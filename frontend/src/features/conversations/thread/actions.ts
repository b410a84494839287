import type { ReactNode } from "react";
import type { Message } from "@/shared/api/types";

/** Everything a person can do with one message; `value` is the emoji, the file or the message to jump to. */
export type MessageAction =
  | "reply"
  | "retry"
  | "template"
  | "react"
  | "fetch"
  | "copy"
  | "keep"
  | "translate"
  | "link"
  | "forward"
  | "details"
  | "jump"
  | "media"
  | "mail"
  | "cancel"
  | "edit"
  | "sendNow";

export type Act = (action: MessageAction, message: Message, value?: string) => void;

export type BubbleContext = {
  act: Act;
  why: (turnId: string) => ReactNode;
  canReply: boolean;
  canReact: (message: Message) => boolean;
  /** Names that a note may call: members and teams. */
  names: readonly string[];
  channelNames: Readonly<Record<string, string>>;
  memberId: string | null;
};
