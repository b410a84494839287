import { useTranslation } from "react-i18next";
import { Button } from "@/shared/ui/Button";

export function ConnectButton({ isBusy }: { isBusy: boolean }) {
  const { t } = useTranslation();
  return (
    <Button look="primary" type="submit" isBusy={isBusy} className="self-end max-sm:w-full">
      {t(isBusy ? "channels.connecting" : "channels.connect")}
    </Button>
  );
}
