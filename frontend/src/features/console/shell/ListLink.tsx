import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Button } from "@/shared/ui/Button";
import type { ConsoleSearch } from "../search";
import type { PageName } from "../sections";

/** Leads to another page's list, narrowed to what concerns this one. */
export function ListLink(props: { page: PageName; search: ConsoleSearch; children: ReactNode }) {
  return (
    <Button size="sm" look="quiet" asChild>
      <Link to="/console/$page" params={{ page: props.page }} search={props.search}>
        {props.children}
      </Link>
    </Button>
  );
}
