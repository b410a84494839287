import { CircleCheck } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Empty } from "@/shared/ui/States";

/** Where a customer of the business comes after paying, or after leaving the page of payment. */
export function PaidPage() {
  const { t } = useTranslation();
  const isLeft = new URLSearchParams(window.location.search).has("left");
  return (
    <main className="grid min-h-dvh place-items-center">
      <Empty
        picture={<CircleCheck />}
        title={t(isLeft ? "payments.leftTitle" : "payments.thanksTitle")}
        text={t(isLeft ? "payments.leftText" : "payments.thanksText")}
      />
    </main>
  );
}
