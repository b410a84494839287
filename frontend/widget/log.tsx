import { Component } from "preact";
import type { Chat } from "./chat";
import { awayText } from "./form";
import { Markdown } from "./markdown";
import type { Props } from "./panel";
import { lastId } from "./thread";
import type { Attachment, Draft, Message } from "./types";
import type { Words } from "./words";

const NEAR_PX = 80;

export class Log extends Component<Props, { isBehind?: boolean }> {
  #box: HTMLElement | null = null;
  #isAtEnd = true;
  #end = "";

  componentDidMount() {
    this.componentDidUpdate();
  }

  componentDidUpdate() {
    const { thread, stream, typing } = this.props.state;
    const end = `${lastId(thread)}${thread.drafts.length}${stream.length}${typing}`;
    if (end === this.#end) return;
    this.#end = end;
    // Somebody who reads further up is not torn away; their own words always are before their eyes.
    if (this.#isAtEnd || thread.drafts.length > 0) this.#toEnd();
    else this.setState({ isBehind: true });
  }

  #toEnd = () => {
    if (this.#box) this.#box.scrollTop = this.#box.scrollHeight;
  };

  #scrolled = () => {
    if (!this.#box) return;
    this.#isAtEnd = this.#box.scrollHeight - this.#box.scrollTop - this.#box.clientHeight < NEAR_PX;
    if (this.#isAtEnd && this.state.isBehind) this.setState({ isBehind: false });
  };

  #earlier = async () => {
    const box = this.#box;
    const below = box ? box.scrollHeight - box.scrollTop : 0;
    await this.props.chat.earlier();
    requestAnimationFrame(() => {
      if (box) box.scrollTop = box.scrollHeight - below;
    });
  };

  render(props: Props, { isBehind }: { isBehind?: boolean }) {
    const { chat, state, said } = props;
    const { messages, drafts } = state.thread;
    return (
      <div class="body">
        <div
          class="log"
          ref={(node) => {
            this.#box = node;
          }}
          onScroll={this.#scrolled}
          role="log"
          aria-label={said.log}
          aria-live="polite"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
          tabIndex={0}
        >
          {state.hasOlder ? (
            <button type="button" class="link earlier" onClick={this.#earlier}>
              {said.earlier}
            </button>
          ) : (
            <p class="greeting">{chat.site.greeting[state.language]}</p>
          )}
          {!state.isOnline && <p class="note">{awayText(props)}</p>}
          {messages.map((message, index) => (
            <Bubble
              key={message.id}
              {...props}
              message={message}
              isFirst={
                messages[index - 1]?.from !== message.from || messages[index - 1]?.name !== message.name
              }
              isLast={index === messages.length - 1 && drafts.length === 0}
            />
          ))}
          {drafts.map((draft) => (
            <Pending key={draft.client_id} draft={draft} chat={chat} said={said} />
          ))}
          {state.stream ? (
            <div class="row theirs" aria-live="off">
              <div class="bubble draft">
                <Markdown text={state.stream} />
              </div>
            </div>
          ) : (
            state.typing && (
              <div class="row theirs">
                <div class="bubble dots">
                  <i />
                  <i />
                  <i />
                  <span class="hidden">
                    {state.typing === "agent" ? said.agent : said.team} {said.typing}
                  </span>
                </div>
              </div>
            )
          )}
        </div>
        {isBehind && (
          <button type="button" class="behind" onClick={this.#toEnd}>
            ↓ {said.newMessages}
          </button>
        )}
      </div>
    );
  }
}

type BubbleProps = Props & { message: Message; isFirst: boolean; isLast: boolean };

function Bubble({ message, isFirst, isLast, chat, state, said }: BubbleProps) {
  const isOurs = message.from === "visitor";
  const author = message.name || (message.from === "agent" ? said.agent : said.team);
  const at = new Date(message.at).toLocaleTimeString(state.language, { hour: "2-digit", minute: "2-digit" });
  return (
    <div class={isOurs ? "row ours" : "row theirs"}>
      {!isOurs && <span class={isFirst ? "author" : "hidden"}>{author}</span>}
      <div class="bubble">
        {message.reply_to && <blockquote>{message.reply_to.text}</blockquote>}
        {message.deleted ? <em>{said.deleted}</em> : message.text && <Markdown text={message.text} />}
        {message.attachments.map((file) => (
          <FileLink key={file.id} file={file} base={chat.base} said={said} />
        ))}
      </div>
      {message.reactions.length > 0 && (
        <span class="reactions">{message.reactions.map((one) => one.emoji).join(" ")}</span>
      )}
      {isLast && message.choices.length > 0 && (
        <div class="choices">
          {message.choices.map((choice) =>
            choice.url ? (
              <a key={choice.id} class="choice" href={safe(choice.url)} target="_blank" rel="noreferrer">
                {choice.title}
              </a>
            ) : (
              <button key={choice.id} type="button" class="choice" onClick={() => chat.say("", choice)}>
                {choice.title}
                {choice.note && <small>{choice.note}</small>}
              </button>
            ),
          )}
        </div>
      )}
      <span class="meta">
        <time dateTime={message.at}>{at}</time>
        {message.edited && ` · ${said.edited}`}
        {isOurs && isLast && ` · ${message.status === "read" ? said.read : said.delivered}`}
      </span>
    </div>
  );
}

const safe = (url: string) => (/^(https?:|mailto:|tel:)/i.test(url) ? url : "#");

function Pending({ draft, chat, said }: { draft: Draft; chat: Chat; said: Words }) {
  const states = { sending: said.sending, accepted: said.sent, failed: said.failed };
  return (
    <div class="row ours">
      <div class="bubble">
        {(draft.text || draft.choice) && <Markdown text={draft.text || draft.choice?.title || ""} />}
        {draft.files.map((file) => (
          <span key={file.id} class="file">
            {file.name}
          </span>
        ))}
      </div>
      <span class={draft.state === "failed" ? "meta failed" : "meta"}>
        {states[draft.state]}
        {draft.state === "failed" && (
          <>
            {" · "}
            <button type="button" class="link" onClick={() => chat.again(draft)}>
              {said.again}
            </button>
          </>
        )}
      </span>
    </div>
  );
}

type FileProps = { file: Attachment; base: string; said: Words };

class FileLink extends Component<FileProps, { isHidden?: boolean }> {
  render({ file, base, said }: FileProps, { isHidden }: { isHidden?: boolean }) {
    const { name } = file;
    if (!file.url) return <span class="file">{`${name} ${said.uploading}`}</span>;
    const href = base + file.url;
    // biome-ignore lint/a11y/useMediaCaption: a voice message has none
    if (file.kind === "audio") return <audio controls preload="none" src={href} aria-label={name} />;
    // The page's own policy may forbid pictures of another host: then there is a link.
    const isPicture = file.kind === "image" && !isHidden;
    return (
      <a class={isPicture ? "picture" : "file"} href={href} target="_blank" rel="noreferrer">
        {isPicture ? (
          <img src={href} alt={name} loading="lazy" onError={() => this.setState({ isHidden: true })} />
        ) : (
          name
        )}
      </a>
    );
  }
}
