import { Component } from "preact";
import type { Props } from "./panel";

export class Composer extends Component<Props, { hasText?: boolean }> {
  #area: HTMLTextAreaElement | null = null;
  #picker: HTMLInputElement | null = null;

  get #isReady() {
    const { uploads } = this.props.state;
    const isUploading = uploads.some((upload) => upload.state === "uploading");
    return !isUploading && (this.state.hasText || uploads.some((upload) => upload.state === "ready"));
  }

  #send() {
    const area = this.#area;
    if (!area || !this.#isReady) return;
    this.props.chat.say(area.value);
    area.value = "";
    this.#written();
    area.focus();
  }

  #keyed = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.#send();
  };

  #written = () => {
    const area = this.#area;
    if (!area) return;
    area.style.height = "auto";
    area.style.height = `${Math.min(area.scrollHeight, 120)}px`;
    this.setState({ hasText: area.value.trim() !== "" });
    if (area.value) this.props.chat.type();
  };

  #pasted = (event: ClipboardEvent) => {
    const files = event.clipboardData?.files;
    if (!files?.length) return;
    event.preventDefault();
    this.props.chat.attach(files);
  };

  render({ chat, state, said }: Props) {
    const told = {
      ready: "",
      uploading: said.uploading,
      failed: said.uploadFailed,
      too_large: said.tooLarge.replace("{mb}", String(Math.floor(chat.site.max_file_bytes / 1048576))),
    };
    return (
      <form
        class="composer"
        onSubmit={(event) => {
          event.preventDefault();
          this.#send();
        }}
      >
        {state.uploads.length > 0 && (
          <ul class="uploads">
            {state.uploads.map((upload) => (
              <li key={upload.id} class={upload.state}>
                <span>
                  {upload.name} {told[upload.state]}
                </span>
                <button
                  type="button"
                  class="icon small"
                  aria-label={`${said.remove}: ${upload.name}`}
                  onClick={() => chat.detach(upload.id)}
                >
                  ×
                </button>
              </li>
            ))}
          </ul>
        )}
        {state.notice === "slow" && (
          <p class="notice" role="alert">
            {said.slow}
          </p>
        )}
        <div class="line">
          <button type="button" class="icon" aria-label={said.attach} onClick={() => this.#picker?.click()}>
            <svg viewBox="0 0 24 24" aria-hidden="true">
              <path d="M12 5v14M5 12h14" />
            </svg>
          </button>
          <input
            ref={(node) => {
              this.#picker = node;
            }}
            type="file"
            multiple
            hidden
            aria-label={said.attach}
            onChange={(event) => {
              chat.attach([...(event.currentTarget.files ?? [])]);
              event.currentTarget.value = "";
            }}
          />
          <textarea
            ref={(node) => {
              this.#area = node;
            }}
            rows={1}
            maxLength={10000}
            placeholder={said.write}
            aria-label={said.message}
            enterkeyhint="send"
            onKeyDown={this.#keyed}
            onInput={this.#written}
            onPaste={this.#pasted}
          />
          <button type="submit" class="icon send" aria-label={said.send} disabled={!this.#isReady}>
            <svg viewBox="0 0 24 24" aria-hidden="true">
              <path d="M4 12l16-8-5 16-3-7z" />
            </svg>
          </button>
        </div>
      </form>
    );
  }
}
