import type { Contact } from "@/shared/api/types";
import { differences } from "./differences";

const LABELS = { name: "Name", phone: "Phone", email: "E-mail" };
const ALLERGY = {
  id: "f1",
  key: "allergy",
  name: "Allergy",
  kind: "text",
  options: [],
  position: 0,
} as const;

function contact(change: Partial<Contact>): Contact {
  return {
    id: "dana",
    name: "Dana",
    phone: "",
    email: "",
    language: "uk",
    notes: "",
    identities: [],
    labels: [],
    custom: {},
    blocked: false,
    merged_into: null,
    created_at: "2026-11-01T10:00:00Z",
    rev: 1,
    ...change,
  };
}

describe("two records of one customer", () => {
  it("differ where both say something else, own fields included", () => {
    const kept = contact({ phone: "+380501", custom: { allergy: "nuts" } });
    const other = contact({
      name: "Dana Koval",
      phone: "+380502",
      email: "d@x.ua",
      custom: { allergy: "gel" },
    });

    expect(differences(kept, other, [{ ...ALLERGY, options: [] }], LABELS)).toEqual([
      { key: "name", label: "Name", kept: "Dana", other: "Dana Koval" },
      { key: "phone", label: "Phone", kept: "+380501", other: "+380502" },
      { key: "allergy", label: "Allergy", kept: "nuts", other: "gel" },
    ]);
  });

  it("do not differ where one of them knows nothing", () => {
    expect(differences(contact({}), contact({ email: "d@x.ua" }), [], LABELS)).toEqual([]);
  });
});
