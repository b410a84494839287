import { agentHandlers } from "@/features/agent";
import { assistantHandlers } from "@/features/assistant";
import { channelHandlers } from "@/features/channels";
import { contactHandlers } from "@/features/contacts";
import { knowledgeHandlers, knowledgeRoomHandlers } from "@/features/knowledge";
import { workspaceHandlers } from "@/features/workspace";
import type { LiveHandlers } from "@/shared/ws/handlers";

export const LATER_LISTENERS: readonly LiveHandlers[] = [
  agentHandlers,
  assistantHandlers,
  channelHandlers,
  contactHandlers,
  knowledgeHandlers,
  knowledgeRoomHandlers,
  workspaceHandlers,
];
