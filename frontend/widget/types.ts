export type Language = "en" | "uk";
export type Bilingual = { en: string; uk: string };

export type Question = {
  name: string;
  type: "text" | "email" | "phone";
  label: Bilingual;
  required: boolean;
};

/** What Django puts around the bundle: the website's own settings. */
export type Site = {
  key: string;
  slug: string;
  name: string;
  logo?: string | null;
  language: string;
  color: string;
  text_color: string;
  theme: "auto" | "light" | "dark";
  position: "right" | "left";
  greeting: Bilingual;
  pre_chat: { is_on: boolean; questions: Question[] };
  office_hours: Bilingual;
  offline: { asks_email: boolean; text: Bilingual };
  max_file_bytes: number;
};

export type Visit = {
  token: string;
  name: string;
  is_verified: boolean;
  is_known: boolean;
  is_online: boolean;
};

export type Attachment = {
  id: string;
  kind: string;
  name: string;
  content_type: string;
  size: number | null;
  url: string | null;
  state: string;
};

export type Choice = { id: string; title: string; url: string; note: string };

export type Message = {
  id: string;
  client_id: string | null;
  from: "visitor" | "agent" | "team";
  name: string;
  kind: string;
  text: string;
  attachments: Attachment[];
  choices: Choice[];
  reply_to: { id: string; text: string } | null;
  reactions: { emoji: string; by: string }[];
  status: string;
  edited: boolean;
  deleted: boolean;
  at: string;
  rev: number;
};

/** A message of ours that the server has not shown back yet. */
export type Draft = {
  client_id: string;
  text: string;
  files: Upload[];
  choice: { id: string; title: string } | null;
  state: "sending" | "accepted" | "failed";
  at: string;
};

export type Upload = {
  id: string;
  name: string;
  size: number;
  state: "uploading" | "ready" | "failed" | "too_large";
};

export type Connection = "idle" | "connecting" | "open" | "lost";

export type Identity = { user_id: string; hash: string; name?: string; email?: string };
