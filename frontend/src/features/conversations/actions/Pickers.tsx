import { AssignPicker } from "./AssignPicker";
import { LabelsPicker } from "./LabelsPicker";
import { MacroPicker } from "./MacroPicker";
import { ParticipantsPicker } from "./ParticipantsPicker";
import { PriorityPicker } from "./PriorityPicker";
import type { Picker } from "./picker";
import { SnoozePicker } from "./SnoozePicker";

const BY_NAME = {
  assign: AssignPicker,
  labels: LabelsPicker,
  priority: PriorityPicker,
  snooze: SnoozePicker,
  participants: ParticipantsPicker,
  macros: MacroPicker,
};

export function Pickers({ picker }: { picker: Picker }) {
  const Open = BY_NAME[picker.name];
  return <Open target={picker.target} text={picker.text} />;
}
