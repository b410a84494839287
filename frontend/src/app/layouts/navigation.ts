import { BookOpenText, ContactRound, MessagesSquare, Settings, Sparkles } from "lucide-react";

export const PLACES = [
  { to: "/inbox", name: "inbox", Icon: MessagesSquare },
  { to: "/contacts", name: "contacts", Icon: ContactRound },
  { to: "/knowledge", name: "knowledge", Icon: BookOpenText },
  { to: "/agent", name: "agent", Icon: Sparkles },
  { to: "/settings", name: "settings", Icon: Settings },
] as const;
