import "i18next";
import type en from "./en";
import type console from "./en/console";
import type visit from "./en/visit.json";

declare module "i18next" {
  interface CustomTypeOptions {
    resources: { translation: typeof en & typeof console & typeof visit };
  }
}
