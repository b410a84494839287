import type { QueryClient } from "@tanstack/react-query";
import type { Frame } from "./socket";

export type LiveContextData = { client: QueryClient; memberId: string | null };
export type LiveHandlers = Record<string, (frame: Frame, context: LiveContextData) => void>;
