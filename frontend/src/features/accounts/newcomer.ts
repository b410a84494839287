import type { SignUpByGoogle } from "./api";

let kept: SignUpByGoogle | null = null;

/** Whom Google has just introduced, on the way to naming their business; gone with the page. */
export function keepNewcomer(newcomer: SignUpByGoogle | null): void {
  kept = newcomer;
}

export function newcomer(): SignUpByGoogle | null {
  return kept;
}
