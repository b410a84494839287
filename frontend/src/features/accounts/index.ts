export { saveProfile, signOut } from "./api";
