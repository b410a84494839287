export { enterWorkspace, saveProfile, signOut } from "./api";
