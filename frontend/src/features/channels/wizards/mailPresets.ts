export type Security = "ssl" | "starttls" | "none";
export type MailServers = {
  imap_host: string;
  imap_port: string;
  imap_security: Security;
  smtp_host: string;
  smtp_port: string;
  smtp_security: Security;
};

/** What the owner has to know before the password works there. */
export type MailAdvice = "google" | "appPassword" | "ukrnet" | "microsoft";
export type MailPreset = { name: string; servers: MailServers; advice?: MailAdvice };

function servers(imap: string, smtp: string, security: "ssl" | "starttls" = "ssl"): MailServers {
  return {
    imap_host: imap,
    imap_port: "993",
    imap_security: "ssl",
    smtp_host: smtp,
    smtp_port: security === "ssl" ? "465" : "587",
    smtp_security: security,
  };
}

const GMAIL: MailPreset = {
  name: "Gmail",
  servers: servers("imap.gmail.com", "smtp.gmail.com", "starttls"),
  advice: "google",
};
const OUTLOOK: MailPreset = {
  name: "Outlook",
  servers: servers("outlook.office365.com", "smtp-mail.outlook.com", "starttls"),
  advice: "microsoft",
};
const ICLOUD: MailPreset = {
  name: "iCloud",
  servers: servers("imap.mail.me.com", "smtp.mail.me.com", "starttls"),
  advice: "appPassword",
};
const YAHOO: MailPreset = {
  name: "Yahoo",
  servers: servers("imap.mail.yahoo.com", "smtp.mail.yahoo.com"),
  advice: "appPassword",
};
const GMX: MailPreset = { name: "GMX", servers: servers("imap.gmx.net", "mail.gmx.net", "starttls") };

const BY_DOMAIN: Record<string, MailPreset> = {
  "gmail.com": GMAIL,
  "googlemail.com": GMAIL,
  "outlook.com": OUTLOOK,
  "hotmail.com": OUTLOOK,
  "live.com": OUTLOOK,
  "msn.com": OUTLOOK,
  "icloud.com": ICLOUD,
  "me.com": ICLOUD,
  "mac.com": ICLOUD,
  "yahoo.com": YAHOO,
  "ymail.com": YAHOO,
  "gmx.net": GMX,
  "gmx.de": GMX,
  "gmx.com": GMX,
  "ukr.net": { name: "UKR.NET", servers: servers("imap.ukr.net", "smtp.ukr.net"), advice: "ukrnet" },
  "i.ua": { name: "I.UA", servers: servers("imap.i.ua", "smtp.i.ua") },
  "meta.ua": { name: "Meta.ua", servers: servers("imap.meta.ua", "smtp.meta.ua") },
  "zoho.com": { name: "Zoho", servers: servers("imap.zoho.com", "smtp.zoho.com"), advice: "appPassword" },
  "zoho.eu": { name: "Zoho", servers: servers("imap.zoho.eu", "smtp.zoho.eu"), advice: "appPassword" },
  "fastmail.com": {
    name: "Fastmail",
    servers: servers("imap.fastmail.com", "smtp.fastmail.com"),
    advice: "appPassword",
  },
};

export function domainOf(address: string): string {
  return address.trim().toLowerCase().split("@")[1] ?? "";
}

/** The servers of a well-known mail provider; businesses' own domains have none. */
export function presetOf(address: string): MailPreset | null {
  return BY_DOMAIN[domainOf(address)] ?? null;
}
