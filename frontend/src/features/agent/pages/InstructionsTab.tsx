import { Playground } from "../components/Playground";
import { PromptEditor } from "../components/PromptEditor";

export function InstructionsTab() {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-6 lg:grid-cols-[minmax(0,1fr)_24rem]">
      <PromptEditor />
      <Playground />
    </div>
  );
}
