export { Why } from "./components/Why";
export { AgentPage } from "./pages/AgentPage";
