export { understoodQuery } from "./api";
export { openPicker, type PickerName, type Target } from "./picker";
export { useConversationActions } from "./useConversationActions";
