import { Download, ExternalLink, Printer } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { ChannelAccount } from "@/shared/api/types";
import { Button } from "@/shared/ui/Button";
import { Card } from "@/shared/ui/Card";
import { Copyable } from "../components/Copyable";
import { printPicture } from "../printPicture";

/** The link under which customers write, and the same as a code to print. */
export function AddressCard({ account }: { account: ChannelAccount }) {
  const { t } = useTranslation();
  const picture = `/api/integrations/${account.id}/qr.svg`;
  return (
    <Card title={t("channels.address.title")} text={t("channels.address.text")}>
      <div className="flex flex-col gap-5 sm:flex-row sm:items-start">
        <img
          src={picture}
          alt={t("channels.address.qrAlt", { address: account.address })}
          width={168}
          height={168}
          className="size-42 shrink-0 self-center rounded-2xl border bg-white p-1 sm:self-start"
        />
        <div className="flex min-w-0 flex-1 flex-col gap-3">
          <Copyable label={t("channels.address.link")} value={account.address.replace(/^mailto:/, "")} />
          <div className="flex flex-wrap gap-2">
            <Button asChild size="sm">
              <a href={account.address} target="_blank" rel="noreferrer">
                <ExternalLink aria-hidden="true" className="size-4" />
                {t("channels.address.open")}
              </a>
            </Button>
            <Button size="sm" onClick={() => printPicture(picture, account.name, account.address)}>
              <Printer aria-hidden="true" className="size-4" />
              {t("channels.address.print")}
            </Button>
            <Button asChild size="sm">
              <a href={picture} download={`${account.kind}-${account.name}.svg`}>
                <Download aria-hidden="true" className="size-4" />
                {t("channels.address.download")}
              </a>
            </Button>
          </div>
        </div>
      </div>
    </Card>
  );
}
