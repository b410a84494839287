import type { ChannelAccount } from "@/shared/api/types";
import { useForm } from "@/shared/ui/useForm";
import { type ConnectForm, useConnect } from "../api";
import type { Kind } from "../kinds";
import { useRefusal } from "../useRefusal";

type Values = Record<string, string>;

/** A connect form: its values, the vendor's word on each, and the way to send it. */
export function useWizard<K extends Kind, V extends Values>(
  kind: K,
  initial: V,
  onConnected: (account: ChannelAccount) => void,
) {
  const form = useForm(initial);
  const { mutate, isPending } = useConnect(kind, { onSuccess: onConnected, onError: form.setError });
  const { fields } = useRefusal(form.error);
  const field = (name: keyof V & string) => ({
    value: form.values[name],
    errors: fields[name],
    onChange: (event: { target: { value: string } }) => form.set(name, event.target.value as V[typeof name]),
  });
  const submit = (body: ConnectForm[K]) => (event: { preventDefault: () => void }) => {
    event.preventDefault();
    mutate(body);
  };
  return { ...form, field, submit, isPending, fieldErrors: fields };
}
