import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Info, TriangleAlert, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { api, ask } from "@/shared/api/client";
import { cn } from "@/shared/lib/cn";

const NEWS = ["announcements"] as const;
const LOOKS = {
  info: "bg-primary-soft text-primary",
  warning: "bg-honey-soft text-honey",
  critical: "bg-danger-soft text-danger",
};
const AGAIN_MS = 10 * 60_000;

/** What the platform tells people in their workspace, until they put it away. */
export function NewsBanner() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { data: news = [] } = useQuery({
    queryKey: NEWS,
    queryFn: async () => (await ask(api.GET("/api/announcements/"))).results,
    refetchInterval: AGAIN_MS,
    staleTime: AGAIN_MS,
  });
  const { mutate } = useMutation({
    mutationFn: (id: string) =>
      ask(api.POST("/api/announcements/{id}/dismiss/", { params: { path: { id } } })),
    onMutate: (id) => client.setQueryData<typeof news>(NEWS, (old) => old?.filter((row) => row.id !== id)),
    onError: () => client.invalidateQueries({ queryKey: NEWS }),
  });
  // One at a time: a stack of banners would push the work off the screen.
  const [first] = news;
  if (!first) return null;
  const Icon = first.severity === "info" ? Info : TriangleAlert;
  return (
    <section
      aria-label={t("news.label")}
      className={cn("flex items-start gap-3 px-4 py-2 text-[13px]", LOOKS[first.severity])}
    >
      <Icon aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
      <p className="min-w-0 flex-1 break-words">
        <strong className="font-semibold">{first.title}</strong>
        {first.text && ` ${first.text}`}
        {first.link && (
          <>
            {" "}
            <a
              href={first.link}
              target="_blank"
              rel="noreferrer"
              className="font-semibold underline underline-offset-4"
            >
              {t("news.more")}
            </a>
          </>
        )}
      </p>
      <button
        type="button"
        aria-label={t("news.dismiss", { title: first.title })}
        onClick={() => mutate(first.id)}
        className="-my-1 grid size-8 shrink-0 place-items-center rounded-lg hover:bg-surface/60 pointer-coarse:size-11"
      >
        <X aria-hidden="true" className="size-4" />
      </button>
    </section>
  );
}
