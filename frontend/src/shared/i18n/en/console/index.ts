import console from "./console.json";
import operators from "./operators.json";

/** What the platform's operators read; loaded with the console and not before. */
export default { ...console, ...operators };
