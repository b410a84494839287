// What the whole page knows, and who wants to hear about changes.

import { api } from "./api.js";

const listeners = new Map();

export const state = {
  accounts: [],
  customers: [],
  open: JSON.parse(localStorage.getItem("sandbox.open") || "[]"),
  isLoaded: false,
  isConnected: true,
};

export function on(name, listener) {
  if (!listeners.has(name)) listeners.set(name, new Set());
  listeners.get(name).add(listener);
  return () => listeners.get(name).delete(listener);
}

export function emit(name, data) {
  for (const listener of [...(listeners.get(name) || [])]) listener(data);
}

export async function loadPeople() {
  [state.accounts, state.customers] = await Promise.all([api.get("accounts/"), api.get("customers/")]);
  const known = new Set(state.customers.map((customer) => customer.id));
  state.open = state.open.filter((id) => known.has(id));
  state.isLoaded = true;
  emit("people");
}

let pending = null;

/** Refetch the people soon; a burst of events costs one request. */
export function refreshPeople() {
  pending ??= setTimeout(() => {
    pending = null;
    loadPeople().catch(() => {});
  }, 120);
}

export const customerOf = (id) => state.customers.find((customer) => customer.id === id);
export const accountOf = (customer) => state.accounts.find((account) => account.account === customer?.account && account.platform === customer.platform);

export function openPhone(id) {
  state.open = [id, ...state.open.filter((other) => other !== id)].slice(0, 6);
  saveOpen();
}

export function closePhone(id) {
  state.open = state.open.filter((other) => other !== id);
  saveOpen();
}

function saveOpen() {
  localStorage.setItem("sandbox.open", JSON.stringify(state.open));
  emit("open");
}
