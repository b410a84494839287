import { ImageUp } from "lucide-react";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { cn } from "@/shared/lib/cn";
import { Button } from "@/shared/ui/Button";
import type { WebsiteCard } from "../api";

type LooksProps = {
  card: WebsiteCard | null;
  logo: string | null;
  chosen: string;
  colour: string;
  isUploading: boolean;
  onChoose: (url: string) => void;
  onUpload: (file: File) => void;
  onColour: (colour: string) => void;
};

const USUAL = ["#8a2f52", "#2b6552", "#1c4d6b", "#a8401a"];

/** Logo and colour: what the website has to offer, or a file and a colour of one's own. */
export function Looks({ card, logo, chosen, colour, isUploading, onChoose, onUpload, onColour }: LooksProps) {
  const { t } = useTranslation();
  const picker = useRef<HTMLInputElement>(null);
  const colours = card?.colours.length ? card.colours : USUAL;
  const swatches = colour && !colours.includes(colour) ? [colour, ...colours] : colours;
  return (
    <div className="grid gap-6 sm:grid-cols-2">
      <fieldset className="min-w-0">
        <legend className="mb-2 text-sm font-medium">{t("welcome.brand.logo")}</legend>
        <div className="flex flex-wrap items-center gap-2">
          {logo && !chosen && (
            <img
              src={logo}
              alt={t("welcome.brand.logoNow")}
              className="size-14 rounded-2xl border bg-white object-contain p-1"
            />
          )}
          {card?.logos.map(({ url, preview }, number) => (
            <button
              key={url}
              type="button"
              aria-pressed={chosen === url}
              aria-label={t("welcome.brand.logoOf", { number: number + 1 })}
              onClick={() => onChoose(chosen === url ? "" : url)}
              className={cn(
                "size-14 rounded-2xl border bg-white p-1",
                chosen === url && "ring-3 ring-primary",
              )}
            >
              <img src={preview} alt="" className="size-full object-contain" />
            </button>
          ))}
          <Button isBusy={isUploading} onClick={() => picker.current?.click()}>
            <ImageUp aria-hidden="true" className="size-4" />
            {t("welcome.brand.upload")}
          </Button>
          <input
            ref={picker}
            type="file"
            hidden
            accept="image/png,image/jpeg,image/webp"
            onChange={(event) => {
              const file = event.target.files?.[0];
              if (file) onUpload(file);
              event.target.value = "";
            }}
          />
        </div>
      </fieldset>
      <fieldset className="min-w-0">
        <legend className="mb-2 text-sm font-medium">{t("welcome.brand.colour")}</legend>
        <div className="flex flex-wrap items-center gap-2">
          {swatches.map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={colour === one}
              aria-label={one}
              onClick={() => onColour(one)}
              className={cn(
                "size-11 rounded-full border ring-offset-2 ring-offset-paper",
                colour === one && "ring-3 ring-primary",
              )}
              style={{ background: one }}
            />
          ))}
          <input
            type="color"
            aria-label={t("welcome.brand.ownColour")}
            value={colour || "#8a2f52"}
            onChange={(event) => onColour(event.target.value)}
            className="size-11 cursor-pointer rounded-full border bg-surface p-1"
          />
        </div>
      </fieldset>
    </div>
  );
}
