import { useParams } from "@tanstack/react-router";
import { NotFound } from "@/app/layouts/NotFound";
import { isPage, PAGES } from "../sections";

/** The page that the address names; without a name the overview. */
export function ConsolePage() {
  const { page = "overview" } = useParams({ strict: false });
  if (!isPage(page)) return <NotFound />;
  const { Content } = PAGES[page];
  return <Content />;
}
