import { useQuery } from "@tanstack/react-query";
import { SlidersHorizontal } from "lucide-react";
import { useTranslation } from "react-i18next";
import { channelsQuery } from "@/shared/directory";
import { ChannelIcon } from "@/shared/ui/ChannelIcon";
import { MenuItem, MenuLabel, MenuRadioGroup, MenuRadioItem, MenuSeparator } from "@/shared/ui/Menu";
import { openListDialog } from "./editing";
import { SORTS, STATUSES } from "./filters";
import type { HeaderProps } from "./ListHeader";

const ANY = "any";

/** What is picked most, at one press; everything else is in the editor. */
export function FilterMenu({ search, onSearch }: HeaderProps) {
  const { t } = useTranslation();
  const { data: channels = [] } = useQuery(channelsQuery);
  return (
    <>
      <MenuItem onSelect={() => openListDialog("filter")} className="font-medium">
        <SlidersHorizontal aria-hidden="true" className="size-4" />
        {t("filter.editor")}
      </MenuItem>
      <MenuSeparator />
      <MenuLabel>{t("inbox.statusFilter")}</MenuLabel>
      <MenuRadioGroup
        value={search.status ?? (search.view ? ANY : "active")}
        onValueChange={(value) => {
          const status = STATUSES.find((one) => one === value);
          onSearch({ status: status === "active" && !search.view ? undefined : status });
        }}
      >
        {STATUSES.map((value) => (
          <MenuRadioItem key={value} value={value}>
            {t(`status.${value}`)}
          </MenuRadioItem>
        ))}
      </MenuRadioGroup>
      {channels.length > 1 && (
        <>
          <MenuLabel>{t("filter.channel")}</MenuLabel>
          <MenuRadioGroup
            value={search.channel ?? ANY}
            onValueChange={(value) => onSearch({ channel: value === ANY ? undefined : value })}
          >
            <MenuRadioItem value={ANY}>{t("filter.anyChannel")}</MenuRadioItem>
            {channels.map((channel) => (
              <MenuRadioItem key={channel.id} value={channel.id}>
                <span className="flex min-w-0 flex-1 items-center gap-2">
                  <ChannelIcon kind={channel.kind} className="size-4" />
                  <span className="truncate">{channel.name}</span>
                </span>
              </MenuRadioItem>
            ))}
          </MenuRadioGroup>
        </>
      )}
      <MenuLabel>{t("sort.title")}</MenuLabel>
      <MenuRadioGroup
        value={search.sort ?? (search.view ? ANY : "latest")}
        onValueChange={(value) => {
          const sort = SORTS.find((one) => one === value);
          onSearch({ sort: sort === "latest" && !search.view ? undefined : sort });
        }}
      >
        {SORTS.map((value) => (
          <MenuRadioItem key={value} value={value}>
            {t(`sort.${value}`)}
          </MenuRadioItem>
        ))}
      </MenuRadioGroup>
    </>
  );
}
