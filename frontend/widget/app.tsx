import { Component } from "preact";
import type { Chat } from "./chat";
import { Panel } from "./panel";
import { words } from "./words";

/** Classes throughout: Preact's hooks would cost a kilobyte on every website. */
export class App extends Component<{ chat: Chat }> {
  #launcher: HTMLButtonElement | null = null;
  #wasOpen = false;

  componentDidMount() {
    const { chat } = this.props;
    chat.listener = () => this.setState({});
    document.addEventListener("visibilitychange", chat.markRead);
  }

  componentDidUpdate() {
    const { isOpen } = this.props.chat.state;
    if (this.#wasOpen && !isOpen) this.#launcher?.focus();
    this.#wasOpen = isOpen;
  }

  #keyed = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || event.isComposing) return;
    event.stopPropagation();
    this.props.chat.close();
  };

  render({ chat }: { chat: Chat }) {
    const { state, site, isPage } = chat;
    const said = words(state.language);
    const unread = state.unread > 9 ? "9+" : state.unread;
    const label = state.isOpen ? said.close : said.open;
    return (
      // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes from anywhere inside
      <div
        class={`parlor ${isPage ? "page" : site.position} ${state.isOpen ? "open" : ""}`}
        lang={state.language}
        onKeyDown={this.#keyed}
      >
        {state.isOpen && <Panel chat={chat} state={state} said={said} />}
        {!isPage && (
          <button
            ref={(node) => {
              this.#launcher = node;
            }}
            type="button"
            class="launcher"
            aria-expanded={state.isOpen}
            aria-label={unread ? `${label} (${said.newMessages}: ${unread})` : label}
            onClick={() => (state.isOpen ? chat.close() : chat.open())}
          >
            <svg viewBox="0 0 24 24" aria-hidden="true">
              <path d={state.isOpen ? "M6 9l6 6 6-6" : "M4 5h16v11H9l-5 4z M8 9.5h8 M8 12.5h5"} />
            </svg>
            {!!unread && (
              <span class="badge" aria-hidden="true">
                {unread}
              </span>
            )}
          </button>
        )}
      </div>
    );
  }
}
