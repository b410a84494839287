import { LocateFixed, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/shared/ui/Button";
import { TextArea, TextField } from "@/shared/ui/Field";
import { IconButton } from "@/shared/ui/IconButton";
import { toast } from "@/shared/ui/toast";
import { Sheet } from "./Sheet";
import { TemplateForm } from "./TemplateForm";

export type FormKind = "location" | "contacts" | "buttons" | "list" | "template";
export type Form = { kind: FormKind; content: Record<string, unknown>; text?: string };
export type FormProps = {
  kind: FormKind;
  /** What has been written so far; buttons and lists take it along. */
  text: string;
  account: string;
  maxButtons: number;
  maxRows: number;
  onSend: (form: Form) => void;
  onClose: () => void;
};

/** Read "50.4501, 30.5234" wherever it stands: typed, or inside the address of a map. */
export function pointIn(text: string): { latitude: number; longitude: number } | null {
  const found =
    /[?&]mlat=(-?\d+(?:\.\d+)?)&mlon=(-?\d+(?:\.\d+)?)/.exec(text) ??
    /(-?\d{1,2}(?:\.\d+)?)\s*,\s*(-?\d{1,3}(?:\.\d+)?)/.exec(decodeURIComponent(text));
  if (!found) return null;
  const [latitude, longitude] = [Number(found[1]), Number(found[2])];
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? { latitude, longitude } : null;
}

function LocationForm({ onSend, onClose }: FormProps) {
  const { t } = useTranslation();
  const [place, setPlace] = useState("");
  const [name, setName] = useState("");
  const [address, setAddress] = useState("");
  const point = pointIn(place);
  const locate = () =>
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => setPlace(`${coords.latitude.toFixed(6)}, ${coords.longitude.toFixed(6)}`),
      () => toast.error(t("write.noLocation")),
    );
  return (
    <Sheet
      title={t("write.location")}
      canSend={point !== null}
      onClose={onClose}
      onSend={() => onSend({ kind: "location", content: { ...point, name, address } })}
    >
      <TextField
        label={t("write.point")}
        hint={t("write.pointHint")}
        value={place}
        onChange={(event) => setPlace(event.target.value)}
        errors={place && !point ? [t("write.pointWrong")] : undefined}
      />
      <Button onClick={locate} className="self-start">
        <LocateFixed aria-hidden="true" className="size-4" />
        {t("write.here")}
      </Button>
      <TextField
        label={t("write.placeName")}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <TextField
        label={t("write.address")}
        value={address}
        onChange={(event) => setAddress(event.target.value)}
      />
    </Sheet>
  );
}

function ContactForm({ onSend, onClose }: FormProps) {
  const { t } = useTranslation();
  const [card, setCard] = useState({ name: "", phone: "", email: "", organisation: "" });
  const field = (key: keyof typeof card, type = "text") => (
    <TextField
      type={type}
      label={t(`write.card.${key}`)}
      value={card[key]}
      onChange={(event) => setCard({ ...card, [key]: event.target.value })}
    />
  );
  const person = {
    name: card.name.trim(),
    phones: [card.phone.trim()].filter(Boolean),
    emails: [card.email.trim()].filter(Boolean),
    organisation: card.organisation.trim(),
  };
  return (
    <Sheet
      title={t("write.contacts")}
      canSend={Boolean(person.name && (person.phones.length || person.emails.length))}
      onClose={onClose}
      onSend={() => onSend({ kind: "contacts", content: { contacts: [person] } })}
    >
      {field("name")}
      {field("phone", "tel")}
      {field("email", "email")}
      {field("organisation")}
    </Sheet>
  );
}

type Choice = { id: string; title: string; description: string };
const choice = (number: number): Choice => ({ id: `choice-${number}`, title: "", description: "" });

function ChoicesForm({ kind, text, maxButtons, maxRows, onSend, onClose }: FormProps) {
  const { t } = useTranslation();
  const isList = kind === "list";
  const most = isList ? maxRows : maxButtons;
  const [body, setBody] = useState(text);
  const [button, setButton] = useState("");
  const [choices, setChoices] = useState<Choice[]>([choice(1), choice(2)].slice(0, most));
  const [next, setNext] = useState(3);
  const given = choices.filter(({ title }) => title.trim());
  const change = (id: string, part: Partial<Choice>) =>
    setChoices(choices.map((one) => (one.id === id ? { ...one, ...part } : one)));
  const content = isList
    ? { button: button.trim(), sections: [{ rows: given }] }
    : { buttons: given.map(({ id, title }) => ({ id, title })) };
  return (
    <Sheet
      title={t(`write.${kind as "buttons" | "list"}`)}
      canSend={Boolean(body.trim() && given.length && (!isList || button.trim()))}
      onClose={onClose}
      onSend={() => onSend({ kind, content, text: body.trim() })}
    >
      <TextArea label={t("write.body")} value={body} onChange={(event) => setBody(event.target.value)} />
      {isList && (
        <TextField
          label={t("write.listButton")}
          maxLength={20}
          value={button}
          onChange={(event) => setButton(event.target.value)}
        />
      )}
      <fieldset className="flex flex-col gap-2">
        <legend className="mb-1.5 text-sm font-medium">{t("write.choices", { count: most })}</legend>
        {choices.map((one, index) => (
          <div key={one.id} className="flex items-start gap-2">
            <div className="flex flex-1 flex-col gap-1.5">
              <TextField
                isLabelHidden
                label={t("write.choice", { number: index + 1 })}
                placeholder={t("write.choice", { number: index + 1 })}
                maxLength={isList ? 24 : 20}
                value={one.title}
                onChange={(event) => change(one.id, { title: event.target.value })}
              />
              {isList && (
                <TextField
                  isLabelHidden
                  label={t("write.choiceDetail", { number: index + 1 })}
                  placeholder={t("write.choiceDetail", { number: index + 1 })}
                  maxLength={72}
                  value={one.description}
                  onChange={(event) => change(one.id, { description: event.target.value })}
                />
              )}
            </div>
            <IconButton
              label={t("write.dropChoice", { number: index + 1 })}
              disabled={choices.length < 2}
              onClick={() => setChoices(choices.filter((other) => other.id !== one.id))}
              className="mt-1"
            >
              <Trash2 className="size-4" />
            </IconButton>
          </div>
        ))}
        <Button
          size="sm"
          className="self-start"
          disabled={choices.length >= most}
          onClick={() => {
            setChoices([...choices, choice(next)]);
            setNext(next + 1);
          }}
        >
          <Plus aria-hidden="true" className="size-4" />
          {t("write.addChoice")}
        </Button>
      </fieldset>
    </Sheet>
  );
}

/** The forms of the "+" menu. */
export function FormDialog(props: FormProps) {
  if (props.kind === "location") return <LocationForm {...props} />;
  if (props.kind === "contacts") return <ContactForm {...props} />;
  if (props.kind === "template") return <TemplateForm {...props} />;
  return <ChoicesForm {...props} />;
}
