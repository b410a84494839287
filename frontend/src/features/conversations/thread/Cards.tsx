import {
  CircleHelp,
  ExternalLink,
  MapPin,
  Megaphone,
  MessageSquareQuote,
  ShoppingBag,
  UserRound,
} from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Message } from "@/shared/api/types";
import { useLanguage } from "@/shared/i18n";
import { type Fields, fields, list, texts, webAddress, words } from "./payload";
import { useStrangeText } from "./told";

const card = "flex w-72 max-w-full items-center gap-3 rounded-xl bg-ink/5 p-2.5 text-left";

function Frame({
  icon,
  title,
  text,
  href,
}: {
  icon: ReactNode;
  title: string;
  text?: string;
  href?: string | null;
}) {
  const inside = (
    <>
      <span
        aria-hidden="true"
        className="grid size-10 shrink-0 place-items-center rounded-lg bg-surface text-primary"
      >
        {icon}
      </span>
      <span className="min-w-0 flex-1">
        <span className="line-clamp-2 text-sm font-medium">{title}</span>
        {text && <span className="line-clamp-3 text-xs break-words text-ink-2">{text}</span>}
      </span>
    </>
  );
  if (!href) return <div className={card}>{inside}</div>;
  return (
    <a href={href} target="_blank" rel="noreferrer noopener" className={`${card} hover:bg-ink/10`}>
      {inside}
      <ExternalLink aria-hidden="true" className="size-4 shrink-0 text-ink-2" />
    </a>
  );
}

export function Place({ payload }: { payload: Fields }) {
  const { t } = useTranslation();
  const place = fields(payload.location) ?? payload;
  const point = `${words(place.latitude)},${words(place.longitude)}`;
  const [latitude, longitude] = point.split(",");
  return (
    <Frame
      icon={<MapPin className="size-5 text-coral" />}
      title={words(place.name) || t("kinds.location")}
      text={words(place.address) || point.replace(",", ", ")}
      href={`https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=17/${latitude}/${longitude}`}
    />
  );
}

export function People({ payload }: { payload: Fields }) {
  return list(payload.contacts).map((person) => {
    const named = fields(person.name);
    const name = named ? words(named.formatted_name) : words(person.name);
    const phones = Array.isArray(person.phones)
      ? person.phones.map((phone) => words(fields(phone)?.phone ?? phone)).filter(Boolean)
      : [];
    const emails = Array.isArray(person.emails)
      ? person.emails.map((email) => words(fields(email)?.email ?? email)).filter(Boolean)
      : [];
    const reach = [...phones, ...emails];
    return (
      <Frame
        key={`${name}${reach.join()}`}
        icon={<UserRound className="size-5" />}
        title={name || reach[0] || ""}
        text={[words(person.organisation), ...reach].filter(Boolean).join(" · ")}
        href={null}
      />
    );
  });
}

export function Order({ payload }: { payload: Fields }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const items = list(fields(payload.order)?.product_items);
  const currency = words(items[0]?.currency);
  const sum = items.reduce(
    (total, item) => total + Number(item.item_price ?? 0) * Number(item.quantity ?? 1),
    0,
  );
  const money = (amount: number) =>
    currency.length === 3
      ? new Intl.NumberFormat(language, { style: "currency", currency }).format(amount)
      : String(amount);
  return (
    <div className="w-72 max-w-full rounded-xl bg-ink/5 p-3 text-sm">
      <p className="flex items-center gap-2 font-medium">
        <ShoppingBag aria-hidden="true" className="size-4 text-primary" />
        {t("thread.order", { count: items.length })}
      </p>
      <ul className="mt-1.5 flex flex-col gap-1 text-[13px]">
        {items.map((item) => (
          <li key={words(item.product_retailer_id)} className="flex justify-between gap-3">
            <span className="min-w-0 truncate">
              {words(item.quantity)} × {words(item.product_retailer_id)}
            </span>
            <span className="tabular-nums">
              {money(Number(item.item_price ?? 0) * Number(item.quantity ?? 1))}
            </span>
          </li>
        ))}
      </ul>
      {sum > 0 && (
        <p className="mt-1.5 flex justify-between border-t pt-1.5 font-semibold">
          {t("thread.total")} <span className="tabular-nums">{money(sum)}</span>
        </p>
      )}
    </div>
  );
}

export function Poll({ payload }: { payload: Fields }) {
  const poll = fields(payload.poll) ?? {};
  const options = Array.isArray(poll.options) ? poll.options : [];
  return (
    <div className="w-72 max-w-full rounded-xl bg-ink/5 p-3 text-sm">
      <p className="font-medium">{words(poll.question)}</p>
      <ul className="mt-1.5 flex flex-col gap-1.5">
        {options.map((option) => {
          const text = words(fields(option)?.text ?? option);
          const votes = words(fields(option)?.voter_count);
          return (
            <li
              key={text}
              className="flex justify-between rounded-lg border bg-surface px-2.5 py-1.5 text-[13px]"
            >
              {text} {votes && <span className="tabular-nums text-ink-2">{votes}</span>}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

/** What brought the customer here, or what they speak about: an ad, a product, a post, a story, a comment. */
export function About({ message }: { message: Message }) {
  const { t } = useTranslation();
  const { payload, kind } = message;
  const referral = fields(payload.referral);
  const ad = fields(referral?.ads_context_data);
  const product = fields(payload.referred_product);
  const comment = kind === "comment" ? fields(payload.comment) : null;
  const about: ReactNode[] = [];
  if (referral) {
    const title =
      words(referral.headline) || words(ad?.ad_title) || words(referral.ref) || words(referral.source_id);
    const isAd = words(referral.source_type) === "ad" || words(referral.source) === "ADS" || ad !== null;
    about.push(
      <Frame
        key="referral"
        icon={<Megaphone className="size-5" />}
        title={t(isAd ? "thread.fromAd" : "thread.fromLink")}
        text={[title, words(referral.body)].filter(Boolean).join(" · ")}
        href={webAddress(referral.source_url)}
      />,
    );
  }
  if (product) {
    about.push(
      <Frame
        key="product"
        icon={<ShoppingBag className="size-5" />}
        title={words(product.title) || t("thread.product")}
        text={words(product.subtitle) || words(product.id)}
        href={webAddress(product.url)}
      />,
    );
  }
  if (comment) {
    about.push(
      <Frame
        key="comment"
        icon={<MessageSquareQuote className="size-5" />}
        title={t("thread.comment")}
        text={t("thread.commentText")}
        href={webAddress(comment.permalink_url) ?? webAddress(fields(comment.post)?.permalink_url)}
      />,
    );
  }
  if (payload.story || payload.reply_to_story) {
    about.push(
      <p key="story" className="text-xs font-medium text-ink-2">
        {t("thread.story")}
      </p>,
    );
  }
  for (const shared of list(payload.shared)) {
    const title = words(shared.title) || words(shared.url);
    if (!title || message.text.includes(title)) continue;
    about.push(
      <Frame
        key={title}
        icon={<ExternalLink className="size-5" />}
        title={title}
        href={webAddress(shared.url)}
      />,
    );
  }
  return about;
}

/** Buttons and lists as the customer sees them under the text; here they only show. */
export function Choices({ payload }: { payload: Fields }) {
  const template = fields(payload.template);
  const buttons = list(payload.buttons ?? template?.buttons);
  const menu = fields(payload.list);
  const choice =
    "rounded-xl border border-primary/40 bg-surface px-3 py-1.5 text-center text-[13px] font-medium text-primary";
  return (
    <>
      {buttons.length > 0 && (
        <ul className="mt-1 flex flex-col gap-1">
          {buttons.map((button) => (
            <li key={words(button.id) || words(button.title)} className={choice}>
              {words(button.title)}
              {webAddress(button.url) && (
                <ExternalLink aria-hidden="true" className="ml-1.5 inline size-3.5" />
              )}
            </li>
          ))}
        </ul>
      )}
      {menu && (
        <details className="mt-1">
          <summary className={choice}>{words(menu.button)}</summary>
          {list(menu.sections).map((section) => (
            <div key={words(section.title)} className="mt-1.5 text-[13px]">
              {words(section.title) && (
                <p className="text-xs font-semibold text-ink-2">{words(section.title)}</p>
              )}
              <ul className="mt-0.5 flex flex-col gap-1">
                {list(section.rows).map((row) => (
                  <li key={words(row.id)} className="rounded-lg bg-ink/5 px-2.5 py-1.5">
                    {words(row.title)}
                    {words(row.description) && (
                      <span className="block text-xs text-ink-2">{words(row.description)}</span>
                    )}
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </details>
      )}
    </>
  );
}

export function TemplateName({ payload }: { payload: Fields }) {
  const { t } = useTranslation();
  const template = fields(payload.template);
  if (!template) return null;
  return (
    <p className="text-xs font-medium text-ink-2">
      {t("thread.template", { name: words(template.name), language: words(template.language) })}
    </p>
  );
}

/** A type we cannot show yet is named, never hidden: the person must know that something came. */
export function Placeholder({ message }: { message: Message }) {
  const { t } = useTranslation();
  const strangeText = useStrangeText();
  const type = words(message.payload.type) || message.kind;
  const named = strangeText(type);
  return (
    <p className="flex items-start gap-2 text-sm text-ink-2">
      <CircleHelp aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
      <span>
        {named || t("kinds.unsupported")}{" "}
        {!named && type !== "unsupported" && <code className="text-xs">{type}</code>}
      </span>
    </p>
  );
}

export function Mail({ message, onOpen }: { message: Message; onOpen: () => void }) {
  const { t } = useTranslation();
  // What came holds the whole of it, what went out only what was chosen for it.
  const mail = fields(message.payload.email) ?? fields(message.payload.mail);
  if (!mail) return null;
  const to = texts(mail.to);
  const cc = texts(mail.cc);
  const bcc = texts(mail.bcc);
  const quoted = words(mail.quoted);
  return (
    <div className="flex flex-col gap-1.5 text-sm">
      {words(mail.subject) && <p className="font-semibold break-words">{words(mail.subject)}</p>}
      <p className="text-xs break-words text-ink-2">
        {[
          words(mail.from) && t("thread.mailFrom", { who: words(mail.from) }),
          to.length > 0 && t("thread.mailTo", { who: to.join(", ") }),
          cc.length > 0 && t("thread.mailCc", { who: cc.join(", ") }),
          bcc.length > 0 && t("thread.mailBcc", { who: bcc.join(", ") }),
        ]
          .filter(Boolean)
          .join(" · ")}
      </p>
      {quoted && (
        <details className="order-last text-[13px] text-ink-2">
          <summary className="w-fit rounded-md bg-ink/5 px-2 py-0.5">{t("thread.quotedMail")}</summary>
          <p className="mt-1.5 max-h-72 overflow-y-auto border-l-2 pl-2.5 break-words whitespace-pre-wrap">
            {quoted}
          </p>
        </details>
      )}
      {Boolean(mail.html) && (
        <button
          type="button"
          onClick={onOpen}
          className="order-last w-fit text-xs font-semibold text-primary underline underline-offset-2 pointer-coarse:min-h-9"
        >
          {t("thread.openMail")}
        </button>
      )}
    </div>
  );
}
