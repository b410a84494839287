/** The five faces of the question, worst first; the place in the row is the score less one. */
export const FACES = ["😡", "🙁", "😐", "🙂", "😍"] as const;
