/** Who can sign in to the demo. Everybody knows these; nothing but the demo ever has them. */
export const demoFirm = "Lovelace & Hopper CPAs";

export const demoPassword = "tie-out-the-books";

export const demoPeople = {
  owner: { email: "ada@demo.tieout.example", name: "Ada Lovelace", role: "owner" },
  accountant: { email: "grace@demo.tieout.example", name: "Grace Hopper", role: "accountant" },
  viewer: { email: "luca@demo.tieout.example", name: "Luca Pacioli", role: "viewer" },
} as const;

/** A second firm, which must never see anything of the first. */
export const otherFirm = "Somebody Else LLP";
export const otherOwner = {
  email: "olive@other.tieout.example",
  name: "Olive Other",
  role: "owner",
} as const;
