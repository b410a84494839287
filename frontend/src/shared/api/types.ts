import type { components } from "./schema";

type Schemas = components["schemas"];

export type Me = Schemas["Me"];
export type Role = Schemas["Role"];
export type Workspace = Schemas["Workspace"];
export type Service = Schemas["Service"];
export type Member = Schemas["Member"];
export type Conversation = Schemas["Conversation"];
export type ConversationStatus = Schemas["ConversationStatus"];
export type Message = Schemas["Message"];
export type Attachment = Schemas["Attachment"];
export type StoredFile = Schemas["StoredFile"];
export type Contact = Schemas["Contact"];
export type KnowledgeDocument = Schemas["Document"];
export type ReadPage = Schemas["ReadPage"];
export type Photo = Schemas["Photo"];
export type Passage = Schemas["Passage"];
export type AgentPrompt = Schemas["Prompt"];
export type AgentSettings = Schemas["Settings"];
export type Turn = Schemas["Turn"];
export type Trace = Schemas["Trace"];
export type ChannelHealth = Schemas["Health"];
export type ChannelAccount = Schemas["Integration"];
