// Line icons, drawn on a 24-pixel grid.

const PATHS = {
  send: "M4 12 20 4l-5 16-3.5-6.5z M11.5 13.5 20 4", mic: "M12 3a3 3 0 0 1 3 3v5a3 3 0 0 1-6 0V6a3 3 0 0 1 3-3z M5 11a7 7 0 0 0 14 0 M12 18v3",
  plus: "M12 5v14 M5 12h14", more: "M12 5.5v.01 M12 12v.01 M12 18.5v.01", back: "M15 5l-7 7 7 7", close: "M6 6l12 12 M18 6 6 18",
  image: "M4 6a2 2 0 0 1 2-2h12a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2z M4 16l4.5-4.5 4 4 3-3L20 17 M9 8.5v.01",
  video: "M3 7a2 2 0 0 1 2-2h9a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2z M16 10l5-3v10l-5-3",
  document: "M7 3h7l5 5v11a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2z M14 3v5h5 M9 13h6 M9 17h4", pin: "M12 21s7-6.2 7-11.5A7 7 0 0 0 5 9.5C5 14.8 12 21 12 21z M12 12a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8z M4.5 20.5c1-4 4-6 7.5-6s6.5 2 7.5 6", sticker: "M5 4h14a1 1 0 0 1 1 1v9l-6 6H5a1 1 0 0 1-1-1V5a1 1 0 0 1 1-1z M20 14h-5a1 1 0 0 0-1 1v5 M9 9.5v.01 M15 9.5v.01 M8.5 13a4 4 0 0 0 5 1",
  poll: "M5 20V10 M12 20V4 M19 20v-7", file: "M21 11.5l-8.5 8.5a5.2 5.2 0 0 1-7.4-7.4L13.5 4.2a3.5 3.5 0 0 1 5 5L10 17.5a1.8 1.8 0 0 1-2.5-2.5l7.5-7.5",
  play: "M8 5l11 7-11 7z", pause: "M8 5v14 M16 5v14", phone: "M8 3h8a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2H8a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2z M11 18h2", calls: "M4 8h14 M14 4l4 4-4 4 M20 16H6 M10 12l-4 4 4 4",
  mail: "M4 6h16a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V7a1 1 0 0 1 1-1z M3.5 7.5 12 13l8.5-5.5", bolt: "M13 3 5 13.5h6L10.5 21 19 10h-6z", sun: "M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8z M12 3v2 M12 19v2 M3 12h2 M19 12h2 M5.6 5.6 7 7 M17 17l1.4 1.4 M5.6 18.4 7 17 M17 7l1.4-1.4",
  moon: "M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.5z", key: "M12 15.5a4 4 0 1 1-8 0 4 4 0 0 1 8 0z M10.8 12.7 20 3.5 M16 7.5l3 3", copy: "M9 9h10v11H9z M5 15V4h10", reply: "M10 6l-6 6 6 6 M4 12h10a6 6 0 0 1 6 6", check: "M5 13l4 4L19 7",
  list: "M8 6h12 M8 12h12 M8 18h12 M4 6v.01 M4 12v.01 M4 18v.01", link: "M14 5h5v5 M19 5l-8 8 M17 14v4a1 1 0 0 1-1 1H6a1 1 0 0 1-1-1V8a1 1 0 0 1 1-1h4", trash: "M5 7h14 M10 7V4h4v3 M7 7l1 13h8l1-13", pencil: "M4 20l1-4L16 5l3 3L8 19z", store: "M4 10l1.5-6h13L20 10 M5 10v10h14V10 M4 10a2.7 2.7 0 0 0 5.3 0 2.7 2.7 0 0 0 5.4 0 2.7 2.7 0 0 0 5.3 0 M10 20v-5h4v5",
  call: "M6 4h3l1.5 4.5L8.5 10a12 12 0 0 0 5.5 5.5l1.500-2L20 15v3a2 2 0 0 1-2.200 2A16 16 0 0 1 4 6.200 2 2 0 0 1 6 4z", info: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z M12 11v5 M12 8v.01", heart: "M12 20s-7.500-4.600-7.500-10A4.300 4.300 0 0 1 12 7.300 4.300 4.300 0 0 1 19.500 10c0 5.400-7.500 10-7.500 10z",
  story: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z M12 8.500v7 M8.500 12h7", chat: "M4 5h16v11H9l-5 4z", cart: "M4 5h2l2 10h9l2-7H7 M9 19.500v.01 M16 19.500v.01", tag: "M4 4h8l8 8-8 8-8-8z M8 8v.01",
};

export function icon(name, size = 20) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  for (const [key, value] of Object.entries({
    viewBox: "0 0 24 24", width: size, height: size, fill: "none", stroke: "currentColor", "stroke-width": 1.8,
    "stroke-linecap": "round", "stroke-linejoin": "round", "aria-hidden": "true", focusable: "false",
  })) svg.setAttribute(key, value);
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", PATHS[name]);
  if (name === "more") path.setAttribute("stroke-width", 3);
  if (name === "play") path.setAttribute("fill", "currentColor");
  svg.append(path);
  return svg;
}

/** The small mark of a platform beside a face. */
export function badge(platform) {
  const svg = icon("check", 12);
  svg.firstChild.setAttribute("d", platform.mark);
  svg.setAttribute("fill", "currentColor");
  svg.setAttribute("stroke", "none");
  const box = document.createElement("span");
  box.className = "platform-badge";
  box.dataset.platform = platform.id;
  box.title = platform.name;
  box.append(svg);
  return box;
}

const TICKS = { queued: "M12 8v4.5l2.5 1.5 M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16z", sent: "M6 13l4 4 8-9", failed: "M12 7v6 M12 16.5v.01 M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z" };

/** The ticks of the customer's own message. */
export function ticks(status, label) {
  const svg = icon("check", 16);
  svg.firstChild.setAttribute("d", TICKS[status] || "M2 13l4 4 8-9 M11 16l1 1 8-9");
  svg.classList.add("ticks", `ticks-${status}`);
  svg.setAttribute("role", "img");
  svg.removeAttribute("aria-hidden");
  svg.setAttribute("aria-label", label);
  return svg;
}

/** Initials on the person's colour; dark letters when the colour is light. */
export function avatar(name, color, size = 40) {
  const box = document.createElement("span");
  box.className = "avatar";
  box.setAttribute("aria-hidden", "true");
  box.textContent = name.replace(/[^\p{L}\p{N} ]/gu, "").split(/\s+/).filter(Boolean).slice(0, 2).map((word) => word[0]).join("").toUpperCase() || "#";
  box.style.background = color;
  box.style.color = isLight(color) ? "#1d1420" : "#fff";
  box.style.width = box.style.height = `${size}px`;
  box.style.fontSize = `${Math.round(size * 0.38)}px`;
  return box;
}

function isLight(color) {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = parseInt(color.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.19;
}
