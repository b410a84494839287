import { render } from "preact";
import { App } from "./app";
import { Chat } from "./chat";
import { styled } from "./style";
import type { Identity, Language, Site } from "./types";
import { spoken } from "./words";

// Put around the bundle by the server.
declare const __PARLOR__: Site;

type Queue = { q?: [string, ...unknown[]][]; isLoaded?: boolean };
export type PublicApi = {
  isLoaded: true;
  open: () => void;
  close: () => void;
  identify: (who: Identity) => Promise<void>;
  reset: () => Promise<void>;
  setLocale: (language: string) => void;
};

// Only now: later, and in modules, it is null.
const script = document.currentScript as HTMLScriptElement | null;

function start() {
  const page = window as unknown as { Parlor?: Queue | PublicApi };
  if (page.Parlor?.isLoaded) return;
  const waiting = (page.Parlor as Queue | undefined)?.q ?? [];
  const base = script ? new URL(script.src).origin : location.origin;
  const isPage = script?.dataset.mode === "page";
  const site = __PARLOR__;
  const language: Language = spoken(
    script?.dataset.lang,
    isPage ? null : document.documentElement.lang,
    ...navigator.languages,
    site.language,
  );
  const chat = new Chat(site, base, language, isPage);
  const api: PublicApi = {
    isLoaded: true,
    open: () => chat.open(),
    close: () => chat.close(),
    identify: (who) => chat.identify(who),
    reset: () => chat.reset(),
    setLocale: (wanted) => chat.setLanguage(spoken(wanted)),
  };
  page.Parlor = api;
  const mount = () => {
    const host = document.createElement("parlor-chat");
    const root = host.attachShadow({ mode: "open" });
    styled(root, site);
    document.body.append(host);
    render(<App chat={chat} />, root);
    for (const [name, ...rest] of waiting) {
      const call = api[name as keyof PublicApi];
      if (typeof call === "function") (call as (...given: unknown[]) => void)(...rest);
    }
    chat.resume();
  };
  if (document.body) mount();
  else addEventListener("DOMContentLoaded", mount);
}

start();
