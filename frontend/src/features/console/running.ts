import { queryOptions, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { api, ask } from "@/shared/api/client";
import type { components } from "@/shared/api/schema";
import { LiveSocket } from "@/shared/ws/socket";
import { CONSOLE } from "./api";

type Schemas = components["schemas"];
export type IntakeRow = Schemas["IntakeRow"];
export type IntakeDetail = Schemas["IntakeDetail"];
export type IntakeStage = IntakeRow["state"];
export type ParkedWork = Schemas["ParkedWork"];
export type Replayed = Schemas["Replayed"];
export type Job = Schemas["Job"];
export type JobRun = Schemas["JobRun"];
export type Status = Schemas["Status"];
export type Visit = Schemas["ConsoleVisit"];
export type IntakeFilter = { state: IntakeStage; platform?: string; company?: string; q?: string };

const STATUS = [...CONSOLE, "status"] as const;
const JOBS = [...CONSOLE, "jobs"] as const;
const INTAKE = [...CONSOLE, "intake"] as const;

export const statusQuery = queryOptions({
  queryKey: STATUS,
  queryFn: () => ask(api.GET("/api/admin/status/")),
  // The socket brings it; this is for when it does not.
  refetchInterval: 30_000,
});
export const jobsQuery = queryOptions({
  queryKey: JOBS,
  queryFn: async () => (await ask(api.GET("/api/admin/jobs/"))).results,
});
export const jobQuery = (name: string) =>
  queryOptions({
    queryKey: [...JOBS, name],
    queryFn: () => ask(api.GET("/api/admin/jobs/{name}/", { params: { path: { name } } })),
  });
export const rowQuery = (id: string) =>
  queryOptions({
    queryKey: [...INTAKE, "row", id],
    queryFn: () => ask(api.GET("/api/admin/intake/{id}/", { params: { path: { id } } })),
  });
export const workQuery = queryOptions({
  queryKey: [...INTAKE, "work"],
  queryFn: async () => (await ask(api.GET("/api/admin/intake/work/"))).results,
});
export const visitsQuery = queryOptions({
  queryKey: [...CONSOLE, "visits"],
  queryFn: async () => (await ask(api.GET("/api/admin/impersonate/"))).results,
  refetchInterval: 15_000,
});
export const visitableQuery = (id: string) =>
  queryOptions({
    queryKey: [...CONSOLE, "visitable", id],
    queryFn: async () =>
      (await ask(api.GET("/api/admin/impersonate/companies/{id}/members/", { params: { path: { id } } })))
        .results,
  });

export const intakePage = (filter: IntakeFilter, before: string | undefined) =>
  ask(api.GET("/api/admin/intake/", { params: { query: { ...filter, before } } }));
export const replayRows = (ids: string[]) => ask(api.POST("/api/admin/intake/replay/", { body: { ids } }));
export const replayFound = (filter: IntakeFilter) =>
  ask(
    api.POST("/api/admin/intake/replay/", {
      body: { filter: { platform: "", account: "", company: "", q: "", ...filter } },
    }),
  );
export const replayWork = (ids: number[] | undefined) =>
  ask(api.POST("/api/admin/intake/work/replay/", { body: { ids } }));
export const runJob = (name: string) =>
  ask(api.POST("/api/admin/jobs/{name}/run/", { params: { path: { name } } }));
export const endVisit = (id: string) =>
  ask(api.POST("/api/admin/impersonate/{id}/end/", { params: { path: { id } } }));
export const beginVisit = (body: Schemas["BeginVisitRequest"]) =>
  ask(api.POST("/api/admin/impersonate/", { body }));

type Glance = Status & { jobs: Record<string, string> };

/** Keep the pages about the running house current while they are open: the socket says how it is every few seconds. */
export function useLiveHouse(): void {
  const client = useQueryClient();
  useEffect(() => {
    let before: Glance | undefined;
    const refresh = () => client.invalidateQueries({ queryKey: CONSOLE });
    const socket = new LiveSocket({
      url: () => `${window.location.origin.replace(/^http/, "ws")}/ws/console/`,
      onStale: refresh,
      onFrame: (frame) => {
        if (frame.type !== "status") return;
        const glance = frame.data as Glance;
        client.setQueryData(STATUS, glance);
        if (before && JSON.stringify(before.jobs) !== JSON.stringify(glance.jobs)) {
          void client.invalidateQueries({ queryKey: JOBS });
        }
        if (before && JSON.stringify(waiting(before)) !== JSON.stringify(waiting(glance))) {
          void client.invalidateQueries({ queryKey: [...INTAKE, "list"] });
          void client.invalidateQueries({ queryKey: [...INTAKE, "work"] });
        }
        before = glance;
      },
    });
    socket.start();
    return () => socket.stop();
  }, [client]);
}

function waiting({ intake, facts }: Glance): unknown {
  return [intake?.failed, intake?.unrouted, intake?.retrying, intake?.waiting, facts?.parked];
}
