// Builds DOM without a framework. Children may be nodes, strings, arrays or null; handlers start with "on".

export function h(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name in PROPERTIES) element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  add(element, children);
  return element;
}

const PROPERTIES = { value: 1, checked: 1, disabled: 1, srcdoc: 1 };

export function add(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    element.append(child);
  }
}

export function fill(element, ...children) {
  element.replaceChildren();
  add(element, children);
  return element;
}

/** Reconcile children by key: nodes whose signature is unchanged stay in place, with focus and playback. */
export function reconcile(parent, items, { key, signature, build }) {
  const old = new Map([...parent.children].map((node) => [node.dataset.key, node]));
  let previous = null;
  for (const item of items) {
    const id = key(item);
    const mark = signature(item);
    let node = old.get(id);
    if (!node || node.dataset.signature !== mark) {
      const fresh = build(item, !node);
      fresh.dataset.key = id;
      fresh.dataset.signature = mark;
      if (node) node.replaceWith(fresh);
      node = fresh;
    }
    old.delete(id);
    const place = previous ? previous.nextSibling : parent.firstChild;
    if (place !== node) parent.insertBefore(node, place);
    previous = node;
  }
  for (const node of old.values()) node.remove();
}

export function announce(text) {
  document.getElementById("said").textContent = text;
}

/** A dialog with a heading; resolves when it closes. */
export function openDialog(title, body, { closeLabel, wide = false } = {}) {
  const id = `dialog-${Math.random().toString(36).slice(2)}`;
  const dialog = h(
    "dialog",
    { class: wide ? "dialog wide" : "dialog", "aria-labelledby": id },
    h("header", { class: "dialog-head" }, h("h2", { id }, title),
      h("button", { type: "button", class: "icon-button", "aria-label": closeLabel, onclick: () => dialog.close() }, "✕")),
    h("div", { class: "dialog-body" }, body),
  );
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/** A menu under a button: closes on Escape, on a click outside and after a choice; arrows move inside it. */
export function openMenu(button, menu) {
  document.querySelector(".menu")?.dispatchEvent(new Event("dismiss"));
  menu.classList.add("menu");
  button.setAttribute("aria-expanded", "true");
  (button.closest("main") || document.body).append(menu);
  place(button, menu);
  const items = () => [...menu.querySelectorAll("button")];
  const close = (refocus) => {
    menu.remove();
    button.setAttribute("aria-expanded", "false");
    document.removeEventListener("pointerdown", outside, true);
    if (refocus && button.isConnected) button.focus();
  };
  const outside = (event) => {
    if (!menu.contains(event.target) && !button.contains(event.target)) close(false);
  };
  menu.addEventListener("dismiss", () => close(false));
  menu.addEventListener("click", (event) => {
    if (event.target.closest("button")) close(true);
  });
  menu.addEventListener("keydown", (event) => {
    const list = items();
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.code];
    if (event.code === "Escape") close(true);
    else if (event.code === "Tab") close(false);
    else if (step) {
      event.preventDefault();
      list[(list.indexOf(document.activeElement) + step + list.length) % list.length].focus();
    }
  });
  document.addEventListener("pointerdown", outside, true);
  items()[0]?.focus();
}

function place(button, menu) {
  const at = button.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = menu;
  const left = Math.min(Math.max(8, at.left), innerWidth - width - 8);
  const above = at.top - height - 6;
  const below = at.bottom + 6;
  menu.style.left = `${left}px`;
  menu.style.top = `${below + height < innerHeight - 8 || above < 8 ? Math.min(below, innerHeight - height - 8) : above}px`;
}
