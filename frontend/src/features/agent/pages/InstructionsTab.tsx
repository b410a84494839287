import type { ComponentType } from "react";
import { Playground } from "../components/Playground";
import { PromptEditor } from "../components/PromptEditor";

type InstructionsTabProps = {
  /** Shows what a prompt would change for customers. */
  Tryout: ComponentType<{ prompt: string }>;
};

export function InstructionsTab({ Tryout }: InstructionsTabProps) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-6 lg:grid-cols-[minmax(0,1fr)_24rem]">
      <PromptEditor Tryout={Tryout} />
      <Playground />
    </div>
  );
}
