import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { operatorQuery } from "../api";
import { ConsoleTitle } from "../shell/ConsoleTitle";

export function OverviewPage() {
  const { t } = useTranslation();
  const { data } = useQuery(operatorQuery);
  return <ConsoleTitle title={t("console.pages.overview")} text={data?.email} />;
}
