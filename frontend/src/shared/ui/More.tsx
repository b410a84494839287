import type { ComponentProps } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "./Button";

type Paged = { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };
type MoreProps = Omit<ComponentProps<typeof Button>, "isBusy" | "onClick" | "children"> & {
  list: Paged;
  label?: string;
};

/** The way to the next page of a list, while there is one. */
export function More({ list, label, ...look }: MoreProps) {
  const { t } = useTranslation();
  if (!list.hasNextPage) return null;
  return (
    <Button {...look} isBusy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
      {label ?? t("common.more")}
    </Button>
  );
}
