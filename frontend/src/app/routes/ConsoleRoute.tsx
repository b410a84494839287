import { useParams } from "@tanstack/react-router";
import { isPage, PAGES } from "@/features/console/sections";
import { NotFound } from "../layouts/NotFound";

/** The page that the address names; without a name the overview. */
export function ConsoleRoute() {
  const { page = "overview" } = useParams({ strict: false });
  if (!isPage(page)) return <NotFound />;
  const { Content } = PAGES[page];
  return <Content />;
}
