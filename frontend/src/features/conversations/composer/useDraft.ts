import { useCallback, useEffect, useRef, useState } from "react";
import { acknowledge, hear } from "./draftMerge";
import { type Draft, EMPTY_HALF, type Half, isBlank, keepDraft, MODES, type Mode, readDraft } from "./drafts";
import { type ServerDraft, serverDrafts, useServerDraft } from "./serverDrafts";

const SAVE_AFTER_MS = 700;

/** The draft of one conversation: at once in this browser, soon on the server, and what other devices write into it. */
export function useDraft(conversation: string) {
  const [draft, setDraft] = useState<Draft>(() => readDraft(conversation));
  const latest = useRef(draft);
  const timers = useRef<Partial<Record<Mode, ReturnType<typeof setTimeout>>>>({});
  const [other, setOther] = useState<ServerDraft["other"]>(null);
  const onServer = {
    reply: useServerDraft(conversation, "reply"),
    note: useServerDraft(conversation, "note"),
  };

  const change = useCallback(
    (next: (held: Draft) => Draft) => {
      latest.current = next(latest.current);
      keepDraft(conversation, latest.current);
      setDraft(latest.current);
    },
    [conversation],
  );
  const changeHalf = useCallback(
    (mode: Mode, next: (half: Half) => Half) => change((held) => ({ ...held, [mode]: next(held[mode]) })),
    [change],
  );

  const save = useCallback(
    async (mode: Mode) => {
      clearTimeout(timers.current[mode]);
      const half = latest.current[mode];
      if (!half.isDirty) return;
      try {
        if (isBlank(half)) {
          if (half.rev > 0) await serverDrafts.drop(conversation, mode);
          changeHalf(mode, (held) => (isBlank(held) ? { ...held, rev: 0, isDirty: false } : held));
          return;
        }
        const kept = await serverDrafts.keep(conversation, mode, half);
        if (isBlank(latest.current[mode]) && !latest.current[mode].isDirty) {
          // It was sent while it was being saved.
          await serverDrafts.drop(conversation, mode);
          return;
        }
        changeHalf(mode, (held) => acknowledge(held, kept, half.text));
        setOther(kept.other);
      } catch {
        // This browser has it; the next change or visit saves it again.
      }
    },
    [conversation, changeHalf],
  );

  const saveSoon = useCallback(
    (mode: Mode) => {
      clearTimeout(timers.current[mode]);
      timers.current[mode] = setTimeout(() => void save(mode), SAVE_AFTER_MS);
    },
    [save],
  );

  /** A change by the person who writes here. */
  const write = useCallback(
    (mode: Mode, next: Partial<Half> | ((half: Half) => Partial<Half>)) => {
      changeHalf(mode, (half) => ({
        ...half,
        ...(typeof next === "function" ? next(half) : next),
        writtenAt: new Date().toISOString(),
        isDirty: true,
      }));
      saveSoon(mode);
    },
    [changeHalf, saveSoon],
  );

  /** Sent: the server drops its copy by itself. */
  const clear = useCallback(
    (mode: Mode) => {
      clearTimeout(timers.current[mode]);
      setOther(null);
      changeHalf(mode, (half) => ({ ...EMPTY_HALF, channel: half.channel }));
    },
    [changeHalf],
  );

  useEffect(() => {
    // Without a connection this browser's copy is all there is.
    void serverDrafts.load().catch(() => {});
    const pending = timers.current;
    return () => {
      for (const mode of MODES) {
        clearTimeout(pending[mode]);
        void save(mode);
      }
    };
  }, [save]);

  const heard = [onServer.reply, onServer.note] as const;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only news of the server is heard, each once
  useEffect(() => {
    for (const server of heard) {
      if (!server) continue;
      const half = latest.current[server.mode];
      const next = hear(half, server);
      if (next !== half) changeHalf(server.mode, () => next);
    }
  }, [...heard]);

  return {
    draft,
    write,
    clear,
    setMode: (mode: Mode) => change((held) => ({ ...held, mode })),
    other,
    forgetOther: () => setOther(null),
  };
}
