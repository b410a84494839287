/** How a clicked notification moves the page; the router puts itself in when it exists. */
export const installed = {
  visit: (url: string): void => window.location.assign(url),
};
