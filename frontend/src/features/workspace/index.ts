export { companyQuery } from "./api";
