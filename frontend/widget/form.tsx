import { Component, type ComponentChildren } from "preact";
import type { Props } from "./panel";
import type { Question } from "./types";
import { words } from "./words";

/** What to ask before the first message: the owner's form, and the e-mail while nobody is there to answer. */
export function questionsFor({ chat, state }: Pick<Props, "chat" | "state">): Question[] {
  const { pre_chat, offline } = chat.site;
  const questions = pre_chat.is_on ? pre_chat.questions : [];
  if (state.isOnline || !offline.asks_email || questions.some((one) => one.type === "email"))
    return questions;
  const label = { en: words("en").email, uk: words("uk").email };
  return [...questions, { name: "email", type: "email", label, required: false }];
}

export function needsForm(props: Pick<Props, "chat" | "state">): boolean {
  const { isKnown, thread, connection } = props.state;
  if (isKnown || thread.messages.length + thread.drafts.length > 0 || connection === "idle") return false;
  return questionsFor(props).some((question) => !(question.name in props.chat.details));
}

export const awayText = ({ chat, state, said }: Props) =>
  chat.site.offline.text[state.language] || said.offlineText;

export class Form extends Component<Props, { isTried?: boolean }> {
  #submit = (event: SubmitEvent) => {
    event.preventDefault();
    this.setState({ isTried: true });
    const form = event.currentTarget as HTMLFormElement;
    const { text, ...given } = Object.fromEntries(new FormData(form)) as Record<string, string>;
    const wrong = [...form.elements].find((one) => (one as HTMLInputElement).required && !filled(one));
    if (wrong) (wrong as HTMLElement).focus();
    else {
      Object.assign(this.props.chat.details, given);
      this.props.chat.say(text ?? "");
    }
  };

  render(props: Props, { isTried }: { isTried?: boolean }) {
    const { chat, state, said } = props;
    const field = (label: string, isRequired: boolean, input: ComponentChildren) => (
      // biome-ignore lint/a11y/noLabelWithoutControl: the control is handed in
      <label class={isTried ? "tried" : ""}>
        <span>{label + (isRequired ? " *" : "")}</span>
        {input}
        {isRequired && <em>{said.required}</em>}
      </label>
    );
    return (
      <form class="body form" onSubmit={this.#submit} noValidate>
        <p class="greeting">{state.isOnline ? chat.site.greeting[state.language] : awayText(props)}</p>
        {questionsFor(props).map(({ name, type, label, required }) =>
          field(
            label[state.language] || label.en || name,
            required,
            <input
              type={(type === "phone" ? "tel" : type) as "text"}
              name={name}
              autocomplete={type === "email" ? "email" : type === "phone" ? "tel" : "on"}
              defaultValue={chat.details[name]}
              required={required}
            />,
          ),
        )}
        {field(said.message, true, <textarea name="text" rows={3} maxLength={10000} required />)}
        <button type="submit" class="primary">
          {said.begin}
        </button>
      </form>
    );
  }
}

const filled = (field: Element) => (field as HTMLInputElement).value.trim() !== "";
