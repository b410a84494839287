import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Command } from "cmdk";
import { Search as Glass, SlidersHorizontal, X } from "lucide-react";
import { Dialog } from "radix-ui";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { flatten } from "@/shared/api/paging";
import { useErrorText } from "@/shared/i18n/errorText";
import { cn } from "@/shared/lib/cn";
import { useDebounced } from "@/shared/lib/useDebounced";
import { closeSearch } from "@/shared/search";
import { Button } from "@/shared/ui/Button";
import { Spinner } from "@/shared/ui/Spinner";
import { type Hit, PLACES, type Place, searchQuery } from "./api";
import { type Narrowing, SearchFilters } from "./SearchFilters";
import { SearchHit } from "./SearchHit";

const TYPING_PAUSE_MS = 180;

function PlaceButton(props: { isOn: boolean; onClick: () => void; children: string }) {
  return (
    <button
      type="button"
      aria-pressed={props.isOn}
      onClick={props.onClick}
      className={cn(
        "min-h-8 rounded-lg px-3 text-[13px] font-medium pointer-coarse:min-h-11",
        props.isOn ? "bg-primary-soft text-primary" : "text-ink-2 hover:bg-sunken",
      )}
    >
      {props.children}
    </button>
  );
}

type SearchProps = {
  initial: string;
  /** Begin inside this conversation. */
  inside: string | null;
  /** The conversation that is open, if any: it can be searched alone. */
  openId: string | null;
};

/** Messages, conversations and customers, found as one types; Enter goes there. */
export function SearchOverlay({ initial, inside, openId }: SearchProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const errorText = useErrorText();
  const [text, setText] = useState(initial);
  const [place, setPlace] = useState<Place>("messages");
  const [thread, setThread] = useState(inside);
  const alone = inside ?? openId;
  const [narrowing, setNarrowing] = useState<Narrowing>({});
  const [isFiltering, setFiltering] = useState(false);
  const q = useDebounced(text.trim(), TYPING_PAUSE_MS);
  const { data, error, isFetching, hasNextPage, fetchNextPage } = useInfiniteQuery(
    searchQuery({ q, in: place, conversation: thread ?? undefined, ...narrowing }),
  );
  const hits = q ? flatten(data) : [];
  // What was typed anyway is no news.
  const typed = q.toLowerCase();
  const corrected = (data?.pages[0]?.corrected ?? []).filter((word) => !typed.includes(word));

  const open = (hit: Hit) => {
    closeSearch();
    if (hit.type === "contact") {
      return navigate({ to: "/contacts/$contactId", params: { contactId: hit.contact.id }, search: {} });
    }
    const isMessage = hit.type === "message";
    const conversationId = isMessage ? hit.conversation.id : hit.thread.id;
    return navigate({
      to: "/inbox/$conversationId",
      params: { conversationId },
      search: isMessage ? { message: hit.message.id } : {},
    });
  };
  const goTo = (next: Place) => {
    setThread(null);
    setPlace(next);
  };
  const goInside = (conversation: string) => {
    setThread(conversation);
    setPlace("messages");
  };
  const keyOf = (hit: Hit) =>
    hit.type === "message" ? hit.message.id : hit.type === "contact" ? hit.contact.id : hit.thread.id;

  return (
    <Dialog.Root open onOpenChange={(isOpen) => !isOpen && closeSearch()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-[#1b0e14]/45 animate-fade" />
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed inset-0 z-50 flex flex-col overflow-hidden bg-surface animate-rise md:inset-auto md:top-[8dvh] md:left-1/2 md:max-h-[82dvh] md:w-[min(44rem,94vw)] md:-translate-x-1/2 md:rounded-3xl md:border md:shadow-float"
        >
          <Dialog.Title className="sr-only">{t("search.title")}</Dialog.Title>
          <Command
            label={t("search.title")}
            shouldFilter={false}
            loop
            className="flex min-h-0 flex-1 flex-col"
          >
            <div className="flex items-center gap-3 border-b px-4">
              {isFetching && q ? (
                <Spinner />
              ) : (
                <Glass aria-hidden="true" className="size-4.5 shrink-0 text-ink-3" />
              )}
              <Command.Input
                value={text}
                onValueChange={setText}
                maxLength={200}
                placeholder={t("search.placeholder")}
                className="h-14 min-w-0 flex-1 bg-transparent text-base outline-none"
              />
              <Dialog.Close
                aria-label={t("common.close")}
                className="grid size-9 shrink-0 place-items-center rounded-xl text-ink-3 hover:bg-sunken pointer-coarse:size-11"
              >
                <X className="size-4.5" />
              </Dialog.Close>
            </div>
            <div className="flex flex-wrap items-center gap-1 border-b px-3 py-1.5">
              {alone && (
                <PlaceButton isOn={thread !== null} onClick={() => goInside(alone)}>
                  {t("search.inThread")}
                </PlaceButton>
              )}
              {PLACES.map((one) => (
                <PlaceButton key={one} isOn={thread === null && place === one} onClick={() => goTo(one)}>
                  {t(`search.in.${one}`)}
                </PlaceButton>
              ))}
              <button
                type="button"
                aria-label={t("search.filters")}
                aria-expanded={isFiltering}
                onClick={() => setFiltering(!isFiltering)}
                className={cn(
                  "ml-auto grid size-9 place-items-center rounded-xl text-ink-2 hover:bg-sunken pointer-coarse:size-11",
                  Object.values(narrowing).some(Boolean) && "bg-primary-soft text-primary",
                )}
              >
                <SlidersHorizontal className="size-4" />
              </button>
            </div>
            {isFiltering && <SearchFilters value={narrowing} onChange={setNarrowing} place={place} />}
            {q && corrected.length > 0 && (
              <p role="status" className="border-b bg-sunken px-5 py-2 text-[13px] text-ink-2">
                {t("search.corrected", { words: corrected.map((word) => `${word}…`).join(", ") })}
              </p>
            )}
            <Command.List className="min-h-0 flex-1 overflow-y-auto p-2">
              {error && <p className="px-3 py-8 text-center text-sm text-danger">{errorText(error)}</p>}
              {!error && hits.length === 0 && !(isFetching && q) && (
                <p role="status" className="px-3 py-10 text-center text-sm text-ink-2">
                  {t(q ? "search.nothing" : thread ? "search.beginInside" : "search.begin")}
                </p>
              )}
              {hits.map((hit) => (
                <Command.Item
                  key={keyOf(hit)}
                  value={keyOf(hit)}
                  onSelect={() => void open(hit)}
                  className="flex min-h-12 cursor-pointer items-center gap-3 rounded-xl px-3 py-2 text-sm data-[selected=true]:bg-primary-soft"
                >
                  <SearchHit hit={hit} />
                </Command.Item>
              ))}
              {hasNextPage && q && (
                <Button look="quiet" size="sm" className="mx-auto my-2 flex" onClick={() => fetchNextPage()}>
                  {t("search.more")}
                </Button>
              )}
            </Command.List>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
