import i18next from "i18next";
import { detailOf, leavesOf } from "./traceWords";

const said = (detail: string) => detailOf(i18next.t, detail);

describe("a step's detail", () => {
  it.each([
    ["confidence 0.724", "72 % sure"],
    ["1 passages", "1 passage"],
    ["8 passages", "8 passages"],
    ["2 of 14 services, coverage 1.00", "2 of 14 fit"],
    ["uk · pricing · neutral", "Ukrainian · price"],
    ["blocked: 199", "held back: 199"],
    ["find_services, hand_off", "find_services, hand_off"],
  ])("%j reads %j", (detail, words) => {
    expect(said(detail)).toBe(words);
  });
});

it("a tool's result reads without its JSON", () => {
  expect(leavesOf({ services: ["Cut", "Dye"], page: null, more: [{ name: "Wash", min: 20 }] })).toEqual([
    "Cut",
    "Dye",
    "Wash",
    "20",
  ]);
});
