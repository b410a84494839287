import console from "./console.json";

/** What the platform's operators read; loaded with the console and not before. */
export default { ...console };
