export { Bell, BellTab } from "./Bell";
export { centre, openCentre } from "./centre";
export { notificationHandlers } from "./liveBinding";
export { useAlerts } from "./useAlerts";
