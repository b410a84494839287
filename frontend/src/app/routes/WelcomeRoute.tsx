import { useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { KINDS, type Kind } from "@/features/channels/kinds";
import { uploadDocument } from "@/features/knowledge/api";
import { DropZone } from "@/features/knowledge/components/DropZone";
import { UploadList } from "@/features/knowledge/components/UploadList";
import { useUploads } from "@/features/knowledge/useUploads";
import { WIZARD } from "@/features/onboarding/api";
import { WelcomePage } from "@/features/onboarding/WelcomePage";
import { Button } from "@/shared/ui/Button";
import { ChannelIcon } from "@/shared/ui/ChannelIcon";

const ConnectDialog = lazy(async () => ({
  default: (await import("@/features/channels/wizards/ConnectDialog")).ConnectDialog,
}));
const OTHERS = KINDS.filter((kind) => kind !== "webchat");

/** The other channels, each with its own dialog; what it connects shows in the wizard. */
function Connect() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [connecting, setConnecting] = useState<Kind | null>(null);
  return (
    <div>
      <p className="mb-3 font-medium">{t("welcome.channels.others")}</p>
      <div className="grid gap-2 sm:grid-cols-2">
        {OTHERS.map((kind) => (
          <Button key={kind} size="lg" className="justify-start" onClick={() => setConnecting(kind)}>
            <ChannelIcon kind={kind} className="size-5" />
            {t(`channels.kind.${kind}.connect`)}
          </Button>
        ))}
      </div>
      {connecting && (
        <Suspense fallback={null}>
          <ConnectDialog
            kind={connecting}
            onClose={() => setConnecting(null)}
            onConnected={() => void client.invalidateQueries({ queryKey: WIZARD })}
          />
        </Suspense>
      )}
    </div>
  );
}

function Documents() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { uploads, add, dismiss } = useUploads(async (file, onProgress) => {
    await uploadDocument(file, onProgress);
    await client.invalidateQueries({ queryKey: WIZARD });
  });
  return (
    <div>
      <DropZone
        title={t("welcome.import.drop")}
        text={t("welcome.import.dropText")}
        action={t("welcome.import.chooseFiles")}
        accept=".pdf,.docx,.xlsx,.csv,.tsv,.txt,.md,.html,.png,.jpg,.jpeg"
        onFiles={add}
      />
      <UploadList uploads={uploads} onDismiss={dismiss} />
    </div>
  );
}

/** The newcomer's wizard as composed from its features. */
export function WelcomeRoute() {
  const { step } = useParams({ strict: false });
  return <WelcomePage step={step} connect={<Connect />} documents={<Documents />} />;
}
