import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Globe } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { upload } from "@/shared/api/upload";
import { useErrorText } from "@/shared/i18n/errorText";
import { Button } from "@/shared/ui/Button";
import { TextArea, TextField } from "@/shared/ui/Field";
import { Toggle } from "@/shared/ui/Toggle";
import { useForm } from "@/shared/ui/useForm";
import { lookAt, type WebsiteCard, WIZARD, type Wizard, writeBrand } from "../api";
import { StepFrame } from "../StepFrame";
import { useLeaving } from "../useLeaving";
import { Looks } from "./Looks";
import { SlugField } from "./SlugField";

const TEXTS = ["about", "phone", "email", "address"] as const;

function whole(url: string): string {
  const text = url.trim();
  return text && !/^https?:\/\//i.test(text) ? `https://${text}` : text;
}

/** Who the business is; its own website fills in most of it. */
export function BrandStep({ state, isOwner }: { state: Wizard; isOwner: boolean }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const errorText = useErrorText();
  const { logo, url: _home, ...brand } = state.brand;
  const form = useForm({ ...brand, logo_url: "", reads_website: true });
  const { values, set, setValues, fieldErrors } = form;
  const [card, setCard] = useState<WebsiteCard | null>(null);
  const looking = useMutation({
    mutationFn: () => lookAt(values.website),
    onSuccess: (found) => {
      setCard(found);
      // What somebody has typed already is theirs; the website fills in the rest.
      setValues((old) => ({
        ...old,
        website: found.website,
        about: old.about || found.about,
        phone: old.phone || found.phone,
        email: old.email || found.email,
        address: old.address || found.address,
        brand_colour: old.brand_colour || (found.colours[0] ?? ""),
        logo_url: logo ? old.logo_url : (found.logos[0]?.url ?? ""),
      }));
    },
  });
  const uploading = useMutation({
    mutationFn: (file: File) => upload("/api/company/logo/", "file", [file]),
    onSuccess: () => {
      set("logo_url", "");
      return client.invalidateQueries({ queryKey: WIZARD });
    },
  });
  const leaving = useLeaving(
    "brand",
    () => {
      const { slug, reads_website, ...rest } = values;
      const website = whole(values.website);
      return writeBrand({
        ...rest,
        website,
        reads_website: reads_website && website !== "",
        ...(isOwner ? { slug } : {}),
      });
    },
    form.setError,
  );
  return (
    <StepFrame
      step="brand"
      isBusy={leaving.isPending || leaving.isSuccess}
      error={form.error ?? uploading.error}
      shownFields={["name", "slug", "website", ...TEXTS]}
      onContinue={() => leaving.mutate()}
    >
      <TextField
        label={t("auth.organization")}
        required
        maxLength={120}
        autoComplete="organization"
        value={values.name}
        errors={fieldErrors.name}
        onChange={(event) => set("name", event.target.value)}
      />
      {isOwner && (
        <SlugField
          own={brand.slug}
          value={values.slug}
          errors={fieldErrors.slug}
          onChange={(slug) => set("slug", slug)}
        />
      )}
      <div className="rounded-3xl border bg-surface p-4 md:p-5">
        <div className="flex flex-wrap items-start gap-3">
          <div className="min-w-56 flex-1">
            <TextField
              label={t("welcome.brand.website")}
              type="text"
              inputMode="url"
              autoCapitalize="none"
              spellCheck={false}
              placeholder="salon.example"
              value={values.website}
              errors={looking.error ? [errorText(looking.error)] : fieldErrors.website}
              hint={t("welcome.brand.websiteHint")}
              onChange={(event) => set("website", event.target.value)}
            />
          </div>
          <Button
            className="min-h-11 sm:mt-[26px]"
            disabled={!values.website.trim()}
            isBusy={looking.isPending}
            onClick={() => looking.mutate()}
          >
            <Globe aria-hidden="true" className="size-4" />
            {t("welcome.brand.read")}
          </Button>
        </div>
        {card && (
          <p role="status" className="mt-3 text-sm text-sage">
            {t("welcome.brand.found")}
          </p>
        )}
        {values.website.trim() !== "" && (
          <Toggle
            className="mt-4"
            label={t("welcome.brand.learn")}
            hint={t("welcome.brand.learnHint")}
            isOn={values.reads_website}
            onChange={(isOn) => set("reads_website", isOn)}
          />
        )}
      </div>
      <Looks
        card={card}
        logo={logo?.small ?? null}
        chosen={values.logo_url}
        colour={values.brand_colour}
        isUploading={uploading.isPending}
        onChoose={(url) => set("logo_url", url)}
        onUpload={(file) => uploading.mutate(file)}
        onColour={(colour) => set("brand_colour", colour)}
      />
      <details open={card !== null || TEXTS.some((name) => brand[name])} className="group">
        <summary className="w-fit cursor-pointer py-2 text-sm font-semibold text-primary underline-offset-4 hover:underline">
          {t("welcome.brand.more")}
        </summary>
        <div className="mt-3 flex flex-col gap-4">
          <TextArea
            label={t("welcome.brand.about")}
            maxLength={4000}
            value={values.about}
            errors={fieldErrors.about}
            onChange={(event) => set("about", event.target.value)}
          />
          <div className="grid gap-4 sm:grid-cols-2">
            <TextField
              label={t("welcome.brand.phone")}
              type="tel"
              value={values.phone}
              errors={fieldErrors.phone}
              onChange={(event) => set("phone", event.target.value)}
            />
            <TextField
              label={t("auth.email")}
              type="email"
              value={values.email}
              errors={fieldErrors.email}
              onChange={(event) => set("email", event.target.value)}
            />
          </div>
          <TextField
            label={t("welcome.brand.address")}
            value={values.address}
            errors={fieldErrors.address}
            onChange={(event) => set("address", event.target.value)}
          />
        </div>
      </details>
    </StepFrame>
  );
}
