import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { CircleCheck, LinkIcon } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { asApiError } from "@/shared/api/errors";
import { followAccountLanguage, useLanguage } from "@/shared/i18n";
import { cn } from "@/shared/lib/cn";
import { fullWhen } from "@/shared/lib/dates";
import { Button } from "@/shared/ui/Button";
import { TextArea } from "@/shared/ui/Field";
import { FormError } from "@/shared/ui/FormError";
import { LanguageSwitch } from "@/shared/ui/LanguageSwitch";
import { Bones, Empty, Failed } from "@/shared/ui/States";
import { type Rated, rate, ratingQuery } from "./api";
import { FACES } from "./faces";

const GONE = ["rating_unknown", "rating_expired"];

function Faces({ score, onScore }: { score: number | null; onScore: (score: number) => void }) {
  const { t } = useTranslation();
  return (
    <fieldset>
      <legend className="sr-only">{t("rating.question")}</legend>
      <div className="flex justify-between gap-1">
        {FACES.map((face, index) => (
          <label
            key={face}
            className={cn(
              "flex min-w-0 flex-1 cursor-pointer flex-col items-center gap-1 rounded-2xl border-2 border-transparent py-3 transition-colors hover:bg-sunken has-checked:border-primary has-checked:bg-primary-soft has-focus-visible:outline-2 has-focus-visible:outline-primary",
              score !== null && score !== index + 1 && "opacity-60",
            )}
          >
            <input
              type="radio"
              name="score"
              value={index + 1}
              checked={score === index + 1}
              onChange={() => onScore(index + 1)}
              className="sr-only"
            />
            <span aria-hidden="true" className="text-[34px] leading-none">
              {face}
            </span>
            <span className="sr-only">{t("rating.of5", { score: index + 1 })}</span>
            <span aria-hidden="true" className="text-xs text-ink-2 tabular-nums">
              {index + 1}
            </span>
          </label>
        ))}
      </div>
      <p aria-hidden="true" className="mt-1 flex justify-between text-xs text-ink-2">
        <span>{t("rating.worst")}</span>
        <span>{t("rating.best")}</span>
      </p>
    </fieldset>
  );
}

function RateForm({ token, rated, onDone }: { token: string; rated: Rated; onDone: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [score, setScore] = useState(rated.score);
  const [comment, setComment] = useState(rated.comment);
  const { mutate, isPending, error } = useMutation({
    mutationFn: (chosen: number) => rate(token, { score: chosen, comment }),
    onSuccess: (next) => {
      client.setQueryData(ratingQuery(token).queryKey, next);
      onDone();
    },
  });
  return (
    <form
      className="flex flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        if (score !== null) mutate(score);
      }}
    >
      <Faces score={score} onScore={setScore} />
      {score !== null && (
        <TextArea
          label={t(score > 3 ? "rating.whatWasGood" : "rating.whatWentWrong")}
          hint={t("rating.optional")}
          maxLength={2000}
          value={comment}
          onChange={(event) => setComment(event.target.value)}
        />
      )}
      <FormError error={error} />
      <Button look="primary" size="lg" type="submit" disabled={score === null} isBusy={isPending}>
        {t("rating.send")}
      </Button>
    </form>
  );
}

function Thanks({ rated, onChange }: { rated: Rated; onChange: () => void }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const score = rated.score ?? 1;
  return (
    <div role="status" className="flex flex-col items-center gap-3 text-center">
      <span role="img" aria-label={t("rating.of5", { score })} className="text-6xl">
        {FACES[score - 1]}
      </span>
      <p className="flex items-center gap-2 text-lg font-semibold">
        <CircleCheck aria-hidden="true" className="size-5 text-sage" />
        {t("rating.thanks")}
      </p>
      {rated.comment && <p className="max-w-full break-words text-ink-2">“{rated.comment}”</p>}
      {rated.is_open && (
        <>
          <Button onClick={onChange} className="mt-2">
            {t("rating.change")}
          </Button>
          <p className="text-xs text-ink-2">
            {t("rating.changeUntil", { when: fullWhen(rated.open_until, language) })}
          </p>
        </>
      )}
    </div>
  );
}

function Asked({ token, rated }: { token: string; rated: Rated }) {
  const { t } = useTranslation();
  const [isChanging, setChanging] = useState(rated.score === null);
  const { language, business } = rated;
  useEffect(() => void followAccountLanguage(language), [language]);
  useEffect(() => {
    document.title = business;
  }, [business]);
  return (
    <>
      <p className="text-center text-sm font-medium text-ink-2">{business}</p>
      <h1 className="mt-1 mb-6 text-center text-2xl leading-tight font-semibold text-balance">
        {t("rating.question")}
      </h1>
      {isChanging ? (
        <RateForm token={token} rated={rated} onDone={() => setChanging(false)} />
      ) : (
        <Thanks rated={rated} onChange={() => setChanging(true)} />
      )}
    </>
  );
}

/** Where a customer rates, without an account: the address of the link is all they need. */
export function RatePage({ token }: { token: string }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(ratingQuery(token));
  const code = error && asApiError(error).code;
  return (
    <div className="flex min-h-dvh flex-col bg-paper px-4 py-4">
      <header className="flex justify-end">
        <LanguageSwitch />
      </header>
      <main className="mx-auto my-auto w-full max-w-md py-6">
        <div className="rounded-3xl border bg-surface p-5 shadow-card sm:p-8">
          {data && <Asked token={token} rated={data} />}
          {!data && !error && <Bones rows={3} className="h-14 rounded-2xl" />}
          {!data && code && GONE.includes(code) && (
            <Empty
              picture={<LinkIcon />}
              title={t(code === "rating_expired" ? "rating.expired" : "rating.unknown")}
              text={t(code === "rating_expired" ? "rating.expiredText" : "rating.unknownText")}
              className="px-0 py-6"
            />
          )}
          {!data && code && !GONE.includes(code) && <Failed error={error} onRetry={() => refetch()} />}
        </div>
      </main>
    </div>
  );
}
