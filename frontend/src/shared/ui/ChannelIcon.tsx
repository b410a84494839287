import { cn } from "@/shared/lib/cn";

type Drawing = { colour: string; name: string; path: string };

/** Drawn by hand to suggest each network at 16 px without copying its artwork. */
const DRAWINGS: Record<string, Drawing> = {
  whatsapp: {
    colour: "#1d8f57",
    name: "WhatsApp",
    path: "M8 1.8A6.2 6.2 0 0 0 2.7 11.2L1.9 14.1l3-.8A6.2 6.2 0 1 0 8 1.8ZM5.7 5c.3 0 .5 0 .6.4l.5 1.2c0 .3-.5.7-.5.9.6 1.1 1.4 1.8 2.5 2.2.3 0 .6-.8.9-.8l1.3.6c.3.2.3.3.2.6-.2.8-1 1.2-1.7 1.2-2.3-.2-4.8-2.6-5-4.7C4.5 5.800 5 5 5.700 5Z",
  },
  instagram: {
    colour: "#c13573",
    name: "Instagram",
    path: "M5.200 2h5.600A3.200 3.200 0 0 1 14 5.200v5.600a3.200 3.200 0 0 1-3.200 3.200H5.200A3.200 3.200 0 0 1 2 10.800V5.200A3.200 3.200 0 0 1 5.200 2Zm0 1.400c-1 0-1.800.8-1.800 1.800v5.600c0 1 .8 1.800 1.800 1.800h5.600c1 0 1.800-.8 1.800-1.800V5.200c0-1-.8-1.800-1.800-1.800H5.200ZM8 5a3 3 0 1 1 0 6 3 3 0 0 1 0-6Zm0 1.400a1.600 1.600 0 1 0 0 3.200 1.600 1.600 0 0 0 0-3.200Zm3.300-2.500a.8.8 0 1 1 0 1.600.8.8 0 0 1 0-1.600Z",
  },
  messenger: {
    colour: "#2f6fde",
    name: "Messenger",
    path: "M8 1.800c-3.500 0-6.200 2.500-6.200 5.800 0 1.800.8 3.300 2 4.300v2.300l2-1.100c.7.2 1.400.3 2.200.3 3.500 0 6.200-2.500 6.200-5.800S11.500 1.800 8 1.800ZM4.500 9.200l2.700-2.900 1.700 1.500 2.600-1.500-2.700 2.900-1.700-1.500-2.600 1.500Z",
  },
  telegram: {
    colour: "#2089c4",
    name: "Telegram",
    path: "M14.100 2.300 1.900 7c-.6.2-.6.8 0 1l3 .9 1.200 3.700c.2.500.700.500 1 .200l1.600-1.600 3 2.200c.5.300 1 .100 1.100-.5l2-10c.1-.5-.2-.8-.7-.6ZM6.600 9.700l-.300 2-1-3 6.500-4.500-5.200 5.500Z",
  },
  email: {
    colour: "#a3632a",
    name: "E-mail",
    path: "M3 3.500h10c.700 0 1.200.600 1.200 1.200v.300L8 8.700 1.800 5v-.300c0-.600.5-1.200 1.200-1.200Zm11.200 3.100v4.700c0 .700-.5 1.200-1.200 1.200H3c-.7 0-1.200-.5-1.200-1.200V6.600L8 10.300l6.200-3.700Z",
  },
  webchat: {
    colour: "#7a5bc7",
    name: "Web chat",
    path: "M4 2.500h8A2.200 2.200 0 0 1 14.200 4.700v4A2.200 2.200 0 0 1 12 10.900H8.400L5 13.600v-2.700H4a2.200 2.200 0 0 1-2.200-2.200v-4A2.200 2.200 0 0 1 4 2.500ZM5 6a.9.9 0 1 0 0 1.700A.9.9 0 0 0 5 6Zm3 0a.9.9 0 1 0 0 1.700A.9.9 0 0 0 8 6Zm3 0a.9.9 0 1 0 0 1.700A.9.9 0 0 0 11 6Z",
  },
};

const OTHER: Drawing = { ...(DRAWINGS.webchat as Drawing), colour: "#75646a", name: "" };

export function channelName(kind: string): string {
  return DRAWINGS[kind]?.name || kind;
}

export function ChannelIcon({ kind, className }: { kind: string; className?: string }) {
  const drawing = DRAWINGS[kind] ?? OTHER;
  return (
    <svg
      role="img"
      aria-label={channelName(kind)}
      viewBox="0 0 16 16"
      className={cn("size-4 shrink-0", className)}
    >
      <path d={drawing.path} fill={drawing.colour} fillRule="evenodd" />
    </svg>
  );
}

/** A small white-rimmed disc, to sit on the corner of an avatar. */
export function ChannelBadge({ kind, className }: { kind: string; className?: string }) {
  const drawing = DRAWINGS[kind] ?? OTHER;
  return (
    <span
      className={cn("grid size-[18px] place-items-center rounded-full ring-2 ring-surface", className)}
      style={{ background: drawing.colour }}
    >
      <svg role="img" aria-label={channelName(kind)} viewBox="0 0 16 16" className="size-3">
        <path d={drawing.path} fill="#fff" fillRule="evenodd" />
      </svg>
    </span>
  );
}
