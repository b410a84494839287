import { Component } from "preact";
import type { Chat, State } from "./chat";
import { Composer } from "./composer";
import { Form, needsForm } from "./form";
import { Log } from "./log";
import type { Words } from "./words";

export type Props = { chat: Chat; state: State; said: Words };

export class Panel extends Component<Props, { isOver?: boolean }> {
  #box: HTMLElement | null = null;

  componentDidMount() {
    if (!this.props.chat.isPage)
      this.#box?.querySelector<HTMLElement>("textarea,input:not([hidden])")?.focus();
  }

  #drag = (event: DragEvent) => {
    event.preventDefault();
    this.setState({ isOver: event.type === "dragover" });
    const files = event.dataTransfer?.files;
    if (event.type === "drop" && files?.length && !needsForm(this.props)) this.props.chat.attach(files);
  };

  render(props: Props, { isOver }: { isOver?: boolean }) {
    const { chat, state, said } = props;
    return (
      <section
        ref={(node) => {
          this.#box = node;
        }}
        class={isOver ? "panel over" : "panel"}
        role={chat.isPage ? "main" : "dialog"}
        aria-label={`${said.chat}: ${chat.site.name}`}
        onDragOver={this.#drag}
        onDragLeave={this.#drag}
        onDrop={this.#drag}
      >
        <Header {...props} />
        {state.connection === "lost" && (
          <div class="banner" role="status">
            {said.lost}{" "}
            <button type="button" class="link" onClick={chat.retry}>
              {said.retry}
            </button>
          </div>
        )}
        {needsForm(props) ? (
          <Form {...props} />
        ) : (
          <>
            <Log {...props} />
            <Composer {...props} />
          </>
        )}
      </section>
    );
  }
}

function Header({ chat, state, said }: Props) {
  const hours = chat.site.office_hours[state.language];
  return (
    <header>
      {chat.site.logo && <img src={chat.base + chat.site.logo} alt="" />}
      <div class="who">
        <strong>{chat.site.name}</strong>
        <span class="presence">
          <i class={state.isOnline ? "dot" : "dot away"} aria-hidden="true" />
          {state.isOnline ? said.online : said.offline}
          {hours && ` · ${hours}`}
        </span>
      </div>
      {!chat.isPage && (
        <button type="button" class="icon" aria-label={said.close} onClick={() => chat.close()}>
          <svg viewBox="0 0 24 24" aria-hidden="true">
            <path d="M6 6l12 12M18 6L6 18" />
          </svg>
        </button>
      )}
    </header>
  );
}
