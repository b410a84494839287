import { Sparkles } from "lucide-react";
import { useTranslation } from "react-i18next";
import { cn } from "@/shared/lib/cn";
import { usePresence } from "./typing";

function Dots() {
  return (
    <span aria-hidden="true" className="flex gap-1">
      {[0, 150, 300].map((delay) => (
        <span
          key={delay}
          className="size-1.5 rounded-full bg-current animate-dot"
          style={{ animationDelay: `${delay}ms` }}
        />
      ))}
    </span>
  );
}

export function TypingLine({ conversation }: { conversation: string }) {
  const { t } = useTranslation();
  const { people, isAgentThinking } = usePresence(conversation);
  if (people.length === 0 && !isAgentThinking) return null;
  return (
    <p
      role="status"
      className={cn(
        "mx-auto flex pb-2 w-full max-w-3xl items-center gap-2 text-xs font-medium",
        isAgentThinking ? "text-sage" : "text-ink-2",
      )}
    >
      {isAgentThinking && <Sparkles aria-hidden="true" className="size-3.5" />}
      {isAgentThinking
        ? t("inbox.agentThinking")
        : t("inbox.typing", { count: people.length, names: people.map((person) => person.name).join(", ") })}
      <Dots />
    </p>
  );
}
