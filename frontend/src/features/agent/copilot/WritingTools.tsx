import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Languages, NotebookText, PenLine, Sparkles, WandSparkles } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { asApiError } from "@/shared/api/errors";
import type { Conversation } from "@/shared/api/types";
import { useErrorText } from "@/shared/i18n/errorText";
import { useHotkeys } from "@/shared/lib/useHotkeys";
import {
  Menu,
  MenuContent,
  MenuItem,
  MenuLabel,
  MenuRadioGroup,
  MenuRadioItem,
  MenuSeparator,
  MenuTrigger,
} from "@/shared/ui/Menu";
import { Spinner } from "@/shared/ui/Spinner";
import { toast } from "@/shared/ui/toast";
import { type Help, rewrite, setMode, suggest, type Tongue, translate, type Way } from "./help";

const Summary = lazy(async () => ({ default: (await import("./Summary")).Summary }));

const WAYS = ["friendlier", "formal", "shorter", "correct"] as const satisfies readonly Way[];
const TONGUES = ["uk", "en", "pl", "de"] as const satisfies readonly Tongue[];
const MODES = ["autopilot", "copilot", "off"] as const;

type ToolsProps = { conversation: Conversation; text: string; setText: (text: string) => void };

function Submenu({ icon, label, children }: { icon: ReactNode; label: string; children: ReactNode }) {
  return (
    <DropdownMenu.Sub>
      <DropdownMenu.SubTrigger className="flex min-h-9 cursor-pointer items-center gap-2.5 rounded-lg px-2.5 py-1.5 text-sm outline-none data-disabled:opacity-50 data-highlighted:bg-primary-soft data-highlighted:text-primary pointer-coarse:min-h-11 [&>svg]:size-4">
        {icon}
        {label}
      </DropdownMenu.SubTrigger>
      <DropdownMenu.Portal>
        <DropdownMenu.SubContent
          collisionPadding={8}
          className="z-50 min-w-44 rounded-2xl border bg-surface p-1.5 shadow-float animate-rise"
        >
          {children}
        </DropdownMenu.SubContent>
      </DropdownMenu.Portal>
    </DropdownMenu.Sub>
  );
}

/** Put what came back into the field; what stood there returns with one press. */
function useHelp({ text, setText }: Pick<ToolsProps, "text" | "setText">) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: (help: () => Promise<Help>) => help(),
    onSuccess: (help) => {
      if (!help.text) {
        toast.plain(t("assist.noSuggestion", { reason: help.reason }));
        return;
      }
      setText(help.text);
      if (text.trim())
        toast.plain(t("assist.replaced"), { label: t("common.undo"), onClick: () => setText(text) });
    },
    onError: (error) => {
      const connect = {
        label: t("assist.connect"),
        onClick: () => void navigate({ to: "/agent/$tab", params: { tab: "settings" } }),
      };
      if (asApiError(error).code === "model_missing") toast.plain(errorText(error), connect);
      else toast.error(errorText(error));
    },
  });
}

/** The assistant's help for whoever writes: a menu in the composer, opened by Ctrl+J. */
export function WritingTools({ conversation, text, setText }: ToolsProps) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const [isOpen, setOpen] = useState(false);
  const [isSummary, setSummary] = useState(false);
  const { mutate, isPending } = useHelp({ text, setText });
  const mode = useMutation({
    mutationFn: (wanted: Conversation["agent_mode"]) => setMode(conversation.id, wanted),
    onError: (error) => toast.error(errorText(error)),
  });
  useHotkeys({ "Mod+KeyJ": () => setOpen(true) });
  const isEmpty = !text.trim();
  return (
    <>
      {/* Not modal: the page behind stays in the accessibility tree, so nothing that can be focused is hidden. */}
      <Menu modal={false} open={isOpen} onOpenChange={setOpen}>
        <MenuTrigger
          aria-label={t("assist.title")}
          title={`${t("assist.title")} (Ctrl+J)`}
          disabled={isPending}
          className="grid size-9 shrink-0 place-items-center rounded-xl text-sage hover:bg-sage-soft pointer-coarse:size-11"
        >
          {isPending ? <Spinner /> : <WandSparkles aria-hidden="true" className="size-[18px]" />}
        </MenuTrigger>
        <MenuContent align="start" side="top" className="w-64">
          <MenuItem onSelect={() => mutate(() => suggest(conversation.id))}>
            <Sparkles aria-hidden="true" className="size-4" />
            {t("assist.suggest")}
          </MenuItem>
          <MenuItem onSelect={() => setSummary(true)}>
            <NotebookText aria-hidden="true" className="size-4" />
            {t("assist.summarize")}
          </MenuItem>
          <MenuSeparator />
          {isEmpty && <MenuLabel>{t("assist.writeFirst")}</MenuLabel>}
          {!isEmpty &&
            WAYS.map((way) => (
              <MenuItem key={way} onSelect={() => mutate(() => rewrite(text, way))}>
                <PenLine aria-hidden="true" className="size-4" />
                {t(`assist.ways.${way}`)}
              </MenuItem>
            ))}
          {!isEmpty && (
            <Submenu icon={<Languages aria-hidden="true" />} label={t("assist.translate")}>
              {TONGUES.map((to) => (
                <MenuItem key={to} onSelect={() => mutate(() => translate(text, to))}>
                  {t(`assist.tongues.${to}`)}
                </MenuItem>
              ))}
            </Submenu>
          )}
          <MenuSeparator />
          <MenuLabel>{t("assist.here")}</MenuLabel>
          <MenuRadioGroup value={conversation.agent_mode}>
            {MODES.map((wanted) => (
              <MenuRadioItem key={wanted} value={wanted} onSelect={() => mode.mutate(wanted)}>
                {t(`assist.modes.${wanted}`)}
              </MenuRadioItem>
            ))}
          </MenuRadioGroup>
        </MenuContent>
      </Menu>
      {isSummary && (
        <Suspense fallback={null}>
          <Summary conversationId={conversation.id} onClose={() => setSummary(false)} />
        </Suspense>
      )}
    </>
  );
}
