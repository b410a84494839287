export { CompanyForm } from "./components/CompanyForm";
export { ServiceList } from "./components/ServiceList";
