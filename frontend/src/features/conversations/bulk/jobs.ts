import type { components } from "@/shared/api/schema";
import { Store } from "@/shared/lib/store";

export type BulkJob = components["schemas"]["BulkJob"];

/** The bulk changes that this person began, newest last; the server tells how far each of them is. */
export const jobs = new Store<readonly BulkJob[]>([]);

function progressOf(job: BulkJob): number {
  const stages: Record<string, number> = { running: 0, done: 1, undoing: 2, undone: 3 };
  return (stages[job.state] ?? 0) * 1e9 + job.changed + job.skipped + job.undone;
}

/** An answer and a frame may come in either order; a job only goes forward. */
export function withJob(all: readonly BulkJob[], job: BulkJob): readonly BulkJob[] {
  const held = all.find((one) => one.id === job.id);
  if (!held) return [...all, job];
  return progressOf(job) < progressOf(held) ? all : all.map((one) => (one.id === job.id ? job : one));
}

export function noteJob(job: BulkJob): void {
  jobs.update((all) => withJob(all, job));
}

/** What the server tells of a job; one of a single conversation is shown only where it was begun to be shown. */
export function followJob(job: BulkJob): void {
  jobs.update((all) => (job.total > 1 || all.some((one) => one.id === job.id) ? withJob(all, job) : all));
}

export function dismissJob(id: string): void {
  jobs.update((all) => all.filter((job) => job.id !== id));
}
